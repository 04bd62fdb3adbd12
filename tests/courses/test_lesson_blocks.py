"""Every block of a lesson, as readers, the search and translators get it."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from courses import releasing
from courses.blocks import LESSON_BLOCKS
from courses.blocks.media import AudioBlock, CaptionsBlock
from courses.models import LessonPage
from courses.searching import plain_text
from tests import blocks, factories
from tests.films import film

pytestmark = pytest.mark.django_db


def lesson_of(*stored: blocks.Json) -> LessonPage:
    """Return the Arabic lesson of a new course, made of the blocks."""
    factories.course_page(lessons=1, quizzes=0)
    return blocks.build(LessonPage.objects.get(locale__language_code="ar"), list(stored))


def read(client: Client, *stored: blocks.Json, language: str = "ar") -> str:
    """Release a lesson with the blocks and return its article."""
    lesson = lesson_of(*stored)
    course = lesson.get_parent().get_parent().specific
    releasing.release(course, None)
    page = client.get(f"/{language}/courses/{course.slug}/module-1/lesson-1-1/").content.decode()
    return page.partition("<article")[2].partition("</article>")[0]


def only(kind: str, **more: str) -> blocks.Json:
    return next(block for block in blocks.every_block(**more) if block["type"] == kind)


def test_every_block_is_declared_and_grouped_for_the_editor() -> None:
    groups = {
        str(name): [block.name for block in found]
        for name, found in LessonPage().body.stream_block.grouped_child_blocks()
    }

    assert [name for name, _block in LESSON_BLOCKS] == blocks.KINDS
    assert list(groups) == ["نص", "الوسائط", "التمارين"]
    assert groups["الوسائط"] == ["picture", "audio", "video", "document"]
    assert groups["التمارين"] == ["case_study", "practice", "template"]
    assert all(getattr(block.meta, "help_text", block.get_description()) for _name, block in LESSON_BLOCKS)


def test_lesson_with_every_block_is_read(client: Client) -> None:
    html = read(client, *blocks.every_block())

    for part in (
        "apart--key", 'class="alert alert--warn"', "<dfn>كلام</dfn>", "<blockquote>", 'class="steps"', 'scope="row"',
        'class="columns"', 'class="fold"', "<img", "<audio", "<video", 'class="file"', "إظهار الجواب", "دراسة حالة",
    ):  # fmt: skip
        assert part in html
    assert "<script" not in html
    assert "style=" not in html


def test_picture_has_its_sizes_and_words(client: Client) -> None:
    html = read(client, only("picture", words="جسر"))

    image = re.search(r"<img[^>]*>", html)
    assert image is not None
    assert 'alt="جسر"' in image[0]
    assert 'width="1120"' in image[0]
    assert 'height="630"' in image[0]
    assert 'loading="lazy"' in image[0]
    assert re.findall(r" (\d+)w", image[0]) == ["1120", "720", "400"]
    assert set(re.findall(r"/media/\S+\.(\w+)\b", image[0])) == {"webp"}
    assert '<figcaption class="figure__cap">جسر</figcaption>' in html


def test_picture_that_is_gone_leaves_no_hole(client: Client) -> None:
    lesson = lesson_of(only("picture"))
    course = lesson.get_parent().get_parent().specific
    releasing.release(course, None)
    lesson_pictures(lesson)[0].delete()

    page = client.get(f"/ar/courses/{course.slug}/module-1/lesson-1-1/")

    assert page.status_code == 200
    assert "<figure" not in page.content.decode()


def test_pictures_are_made_once_for_a_version(client: Client) -> None:
    lesson = lesson_of(only("picture"), only("picture"))
    course = lesson.get_parent().get_parent().specific
    releasing.release(course, None)
    address = f"/ar/courses/{course.slug}/module-1/lesson-1-1/"
    client.get(address)
    made = [image.renditions.count() for image in lesson_pictures(lesson)]

    again = client.get(f"{address}?again")

    assert again.status_code == 200
    assert made == [3, 3]
    assert [image.renditions.count() for image in lesson_pictures(lesson)] == made


def lesson_pictures(lesson: LessonPage) -> list[Any]:
    return [block.value["picture"] for block in lesson.body]


def test_film_has_its_poster_and_captions_for_each_language(client: Client) -> None:
    html = read(client, only("video"))

    tracks = re.findall(r"<track[^>]*>", html)
    assert [re.findall(r'srclang="(\w+)"', track)[0] for track in tracks] == ["ar", "fr"]
    assert ["default" in track for track in tracks] == [True, False]
    assert all('src="/documents/' in track for track in tracks)
    assert re.search(r'poster="/media/images/[^"]*640x360[^"]*\.webp"', html)
    assert 'preload="none"' in html


def test_recording_waits_for_the_press_and_has_its_transcript(client: Client) -> None:
    html = read(client, only("audio", rich="<p>ما قيل فيه</p>"))

    assert re.search(r'<audio[^>]*controls preload="none">', html)
    assert "دقيقة" in html
    assert "11 كيلوبايت" in html
    assert "ما قيل فيه" in html.partition("<details")[2]


@pytest.mark.parametrize("name", ["a.wav", "a.mp4", "a.pdf"])
def test_what_browsers_do_not_play_is_no_recording(name: str) -> None:
    block = AudioBlock()
    value = block.to_python({"sound": film(name).pk, "seconds": 60, "transcript": "<p>.</p>"})

    with pytest.raises(StructBlockValidationError) as wrong:
        block.clean(value)

    assert set(wrong.value.block_errors) == {"sound"}


def test_captions_are_a_vtt_file() -> None:
    block = CaptionsBlock()
    wrong = block.to_python({"language": "ar", "file": film("a.srt").pk})
    right = block.to_python({"language": "ar", "file": film("a.vtt").pk})

    with pytest.raises(StructBlockValidationError):
        block.clean(wrong)

    assert block.clean(right)["language"] == "ar"


def test_language_is_inherited_unless_it_is_set(client: Client) -> None:
    inherited, own = only("quotation", words="mot"), only("quotation", words="mot", language="fr")

    html = read(client, inherited, own)

    assert '<figure class="quote">' in html
    assert '<figure class="quote" lang="fr" dir="ltr">' in html
    assert "«mot»" in html
    assert "«&nbsp;mot&nbsp;»" in html


def test_language_is_said_also_to_readers_of_that_language(client: Client) -> None:
    lesson = lesson_of(only("quotation", language="fr"))
    LessonPage.objects.exclude(pk=lesson.pk).update(body="[]")
    course = lesson.get_parent().get_parent().specific
    releasing.release(course, None)

    page = client.get(f"/fr/courses/{course.slug}/module-1/lesson-1-1/").content.decode()

    assert '<article class="prose" lang="ar" dir="rtl">' in page
    assert '<figure class="quote" lang="fr" dir="ltr">' in page


@pytest.mark.parametrize(
    "kind", ["text", "definition", "steps", "table", "columns", "practice", "callout", "quotation"]
)
def test_words_are_set_in_every_block(client: Client, kind: str) -> None:
    words = "القانون 12-06 على Facebook"

    html = read(client, only(kind, rich=f"<p>{words}</p>", words=words))

    assert "<bdi>Facebook</bdi>" in html
    assert '<bdi class="nowrap" dir="rtl"><bdi>12</bdi>-<bdi>06</bdi></bdi>' in html


def test_words_of_every_block_are_found() -> None:
    lesson = lesson_of(*blocks.every_block("<p>منشار</p>", "منشار"))

    assert all("منشار" in " ".join(block.block.get_searchable_content(block.value)) for block in lesson.body)
    assert "<" not in plain_text(lesson)
    assert "Français" not in plain_text(lesson)
    assert plain_text(lesson).count("منشار") == 36


def test_table_has_headings_and_scrolls_by_itself(client: Client) -> None:
    html = read(client, only("table", words="خانة"))

    assert '<div class="table-box" tabindex="0" role="region" aria-label="خانة">' in html
    assert html.count('<th scope="col">') == 3
    assert '<caption class="table__cap">خانة</caption>' in html
    assert '<th scope="row">خانة</th>' in html
    assert '<td class="is-num">خانة</td>' in html


def test_every_text_is_translated_through_wagtail_localize() -> None:
    factories.course_page(lessons=1, quizzes=0, languages=("ar",))
    lesson = blocks.build(LessonPage.objects.get(), blocks.every_block("<p>فقرة</p>", "كلمة"))
    course = lesson.get_parent().get_parent()
    for page in (course, lesson.get_parent()):
        page.specific.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    source, _is_new = TranslationSource.get_or_create_from_instance(lesson)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fr"))
    for segment in source.stringsegment_set.select_related("string", "context"):
        said = {"فقرة": "paragraphe", "كلمة": "mot"}.get(segment.string.data, "titre")
        segment.string.translations.create(locale=translation.target_locale, context=segment.context, data=said)

    translation.save_target(publish=True)

    french = LessonPage.objects.get(locale__language_code="fr")
    text = plain_text(french)
    assert "فقرة" not in text
    assert "كلمة" not in text
    before = plain_text(lesson)
    assert text.count("paragraphe") == before.count("فقرة") == 14
    assert text.count("mot") == before.count("كلمة") == 22
    assert [block.block_type for block in french.body] == blocks.KINDS
