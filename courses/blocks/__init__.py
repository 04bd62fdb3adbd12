"""The blocks that a lesson is made of; each has its template under templates/blocks/.

What people write into them is hostile: templates escape it, or clean it by `rich_text`, and then hand it to `typeset`.
"""

from __future__ import annotations

from typing import Final

from wagtail.blocks import Block

from courses.blocks.exercises import CaseStudyBlock, PracticeBlock, TemplateBlock
from courses.blocks.media import AudioBlock, DocumentBlock, PictureBlock, VideoBlock
from courses.blocks.tables import TableBlock
from courses.blocks.words import (
    LESSON_FEATURES,
    AccordionBlock,
    CalloutBlock,
    ColumnsBlock,
    DefinitionBlock,
    KeyIdeaBlock,
    QuotationBlock,
    StepsBlock,
    TextBlock,
)

# In the order in which the editor offers them.
LESSON_BLOCKS: Final[list[tuple[str, Block]]] = [
    ("text", TextBlock(features=LESSON_FEATURES)),
    ("key_idea", KeyIdeaBlock()),
    ("callout", CalloutBlock()),
    ("definition", DefinitionBlock()),
    ("quotation", QuotationBlock()),
    ("steps", StepsBlock()),
    ("table", TableBlock()),
    ("columns", ColumnsBlock()),
    ("accordion", AccordionBlock()),
    ("picture", PictureBlock()),
    ("audio", AudioBlock()),
    ("video", VideoBlock()),
    ("document", DocumentBlock()),
    ("case_study", CaseStudyBlock()),
    ("practice", PracticeBlock()),
    ("template", TemplateBlock()),
]
