"""The certificate as a file: PDF/A-3a and PDF/UA-1, written with ReportLab, which nothing else imports.

ReportLab writes objects, references and the cross-reference table. It does not set the text: its own fonts would map
Arabic glyphs to private characters (docs/decisions/0010-glyph-layer.md).
"""

import zlib
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
)

from certificates.drawing.composition import compose
from certificates.drawing.embedding import EmbeddedFont
from certificates.drawing.metadata import packet
from certificates.drawing.paths import number
from certificates.drawing.shaping import plain
from certificates.drawing.sheet import HEIGHT, POINTS_PER_MILLIMETRE, WIDTH, Box, Element
from certificates.drawing.wording import file_title
from certificates.facts import CertificatePage

PRODUCER: Final = "ReportLab PDF Library"
CREATOR: Final = "kafaat"

_PDF_VERSION: Final = (1, 7)
_SYMBOLIC: Final = 4
# Width of an upright stroke, which only a viewer without the font would ask for.
_STEM: Final = 80
_COLOUR_PROFILE: Final = Path(__file__).resolve().parent / "drawing" / "srgb.icc"


def draw(page: CertificatePage) -> bytes:
    """Return the certificate as a PDF of one page. Equal facts give equal bytes."""
    sheet = compose(page)
    content = sheet.content()
    document = _document(page)
    document.updateSignature(content)
    resources = {
        "Font": PDFDictionary({font.resource: _font(document, font) for font in sheet.fonts.values()}),
        "XObject": PDFDictionary({"Backdrop": _backdrop(document, sheet.backdrop)}),
    }
    document.Catalog.StructTreeRoot = _structure(document, sheet.elements)
    document.addPage(_page(content, resources))
    return document.GetPDFData(None)


class _Stream(PDFStream):
    """A compressed stream whose data ends with a line break of its own, as PDF/A wants it."""

    def __init__(self, compressed: bytes, **entries: object) -> None:
        super().__init__(PDFDictionary({**entries, "Filter": PDFName("FlateDecode")}), compressed, [])

    def format(self, document: PDFDocument) -> bytes:
        return super().format(document).removesuffix(b"endstream\n") + b"\nendstream\n"


class _OpenStream(_Stream):
    """The same without compression."""

    def __init__(self, content: bytes, **entries: object) -> None:
        super().__init__(content, **entries)
        del self.dictionary.dict["Filter"]


class _Document(PDFDocument):
    # ReportLab's, which its type stubs leave out.
    Catalog: "_Catalog"
    Pages: PDFObject


class _Catalog(PDFCatalog):
    """A catalogue with what PDF/A and PDF/UA add to ReportLab's."""

    __NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]

    Pages: PDFObject
    Lang: PDFString
    MarkInfo: PDFDictionary
    ViewerPreferences: PDFDictionary
    Metadata: PDFStream
    OutputIntents: PDFArray
    StructTreeRoot: PDFDictionary


class _Page(PDFPage):
    """A page with a place in the structure tree."""

    __NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]

    StructParents: int
    Tabs: str


def _document(page: CertificatePage) -> _Document:
    """Return a document without pages, with all that is said about it, dated on the day of issue."""
    document = _Document(invariant=1, pdfVersion=_PDF_VERSION)
    title = plain(file_title(page))
    document.setTitle(title)
    document.setAuthor(plain(page.issuer_ar))
    document.setSubject(plain(page.course_ar))
    document.setCreator(CREATOR)
    document.setProducer(PRODUCER)
    document.setDateFormatter(lambda *_now: f"D:{page.issued_on:%Y%m%d}000000Z")
    metadata = packet(title=title, issued_on=page.issued_on, creator=CREATOR, producer=PRODUCER)
    catalog = _Catalog()
    catalog.Pages = document.Pages
    catalog.Lang = PDFString("ar")
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    # Never compressed, so that any tool finds it.
    catalog.Metadata = _OpenStream(metadata, Type=PDFName("Metadata"), Subtype=PDFName("XML"))
    catalog.OutputIntents = PDFArray([_output_intent(document)])
    document.Catalog = catalog
    return document


def _output_intent(document: PDFDocument) -> PDFDictionary:
    """Say which red, green and blue are meant: sRGB."""
    profile = document.Reference(_Stream(_colour_profile(), N=3))
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB"),
            "DestOutputProfile": profile,
        }
    )


@cache
def _colour_profile() -> bytes:
    return zlib.compress(_COLOUR_PROFILE.read_bytes())


@cache
def _deflated(operators: str) -> bytes:
    return zlib.compress(operators.encode("ascii"), 9)


def _backdrop(document: PDFDocument, operators: str) -> PDFObjectReference:
    """Add operators in the page's own coordinates as a form, and return the reference to it."""
    box = PDFArray([0, 0, WIDTH, HEIGHT])
    form = _Stream(_deflated(operators), Type=PDFName("XObject"), Subtype=PDFName("Form"), BBox=box)
    return document.Reference(form)


def _page(content: bytes, resources: dict[str, PDFDictionary]) -> PDFPage:
    page = _Page()
    page.MediaBox = _points(Box(0, 0, WIDTH, HEIGHT))
    page.Resources = PDFDictionary(resources)
    page.Contents = _Stream(zlib.compress(content))
    # Key of this page in the parent tree, and tabulation in the order of the structure.
    page.StructParents = 0
    page.Tabs = PDFName("S")
    return page


def _structure(document: PDFDocument, elements: list[Element]) -> PDFDictionary:
    """Return the structure tree: one Document whose children are the page's elements, in the order of reading."""
    root, whole = PDFDictionary(), PDFDictionary()
    whole_reference = document.Reference(whole)
    children = [
        document.Reference(_element(element, place, whole_reference, document.thisPageRef()))
        for place, element in enumerate(elements)
    ]
    parents = PDFDictionary({"Nums": PDFArray([0, PDFArray(children)])})
    whole.dict.update(
        Type=PDFName("StructElem"), S=PDFName("Document"), P=document.Reference(root), K=PDFArray(children)
    )
    root.dict.update(
        Type=PDFName("StructTreeRoot"),
        K=whole_reference,
        ParentTree=document.Reference(parents),
        ParentTreeNextKey=1,
    )
    return root


def _element(element: Element, place: int, parent: PDFObjectReference, page: PDFObjectReference) -> PDFDictionary:
    entries: dict[str, object] = {
        "Type": PDFName("StructElem"),
        "S": PDFName(element.tag),
        "P": parent,
        "Pg": page,
        "K": place,
        "Lang": PDFString(element.language),
    }
    if element.description:
        entries["Alt"] = PDFString(element.description)
    if element.box:
        layout = {"O": PDFName("Layout"), "Placement": PDFName("Block"), "BBox": _points(element.box)}
        entries["A"] = PDFDictionary(layout)
    return PDFDictionary(entries)


def _points(box: Box) -> PDFArray:
    """Return a rectangle as a PDF has it: in points, upwards from the lower edge."""
    corners = (box.left, HEIGHT - box.bottom, box.right, HEIGHT - box.top)
    return PDFArray([number(corner * POINTS_PER_MILLIMETRE) for corner in corners])


def _font(document: PDFDocument, font: EmbeddedFont) -> PDFObjectReference:
    """Add a Type 0 font whose codes are the glyphs' own, and return the reference to it."""
    name = PDFName(font.name)
    descendant = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": document.Reference(_descriptor(document, font, name)),
        "CIDToGIDMap": document.Reference(_Stream(zlib.compress(font.glyph_map()))),
        "W": font.widths,
        "DW": 0,
    }
    whole = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": name,
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(_Stream(zlib.compress(font.to_unicode()))),
    }
    return document.Reference(PDFDictionary(whole))


def _descriptor(document: PDFDocument, font: EmbeddedFont, name: str) -> PDFDictionary:
    face, file = font.face, font.font_file()
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(face.bounds),
            "ItalicAngle": 0,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.cap_height,
            "StemV": _STEM,
            "FontFile2": document.Reference(_Stream(zlib.compress(file), Length1=len(file))),
        }
    )
