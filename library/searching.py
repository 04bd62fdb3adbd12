"""Hands published texts and documents over to the search, in each language that has words of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from cms.typography import without_isolates
from library.models import DocumentPage, RegulatoryText
from library.reading import row_of
from search import engine
from search.engine import Document


def documents() -> Iterator[Document]:
    """Return everything of this room that can be found."""
    for text in RegulatoryText.objects.published():
        yield from _of_text(text)
    for page in DocumentPage.objects.live().select_related("locale"):
        yield _of_page(page)


def index_text(text: RegulatoryText) -> None:
    """Make the text findable as it is now, or no longer."""
    engine.remove(_text_ids(text))
    if text.is_published:
        engine.index(_of_text(text))


def index_page(page: DocumentPage) -> None:
    """Make the document findable as it is now, or no longer."""
    if page.live:
        engine.index([_of_page(page)])
    else:
        engine.remove([_page_id(page)])


def page_changed(*, instance: DocumentPage, **_kwargs: object) -> None:
    """Receive Wagtail's word that a document was published or withdrawn."""
    index_page(instance)


def forget_withdrawn() -> None:
    """Make unfindable all that is no longer published, however it went: alone, with others or with its parent."""
    published = {one for text in RegulatoryText.objects.published() for one in _text_ids(text)}
    published.update(_page_id(page) for page in DocumentPage.objects.live().select_related("locale"))
    engine.remove((engine.ids("text") | engine.ids("document")) - published)


def _text_ids(text: RegulatoryText) -> list[str]:
    return [f"text:{text.pk}:{language}" for language in ("ar", "fr")]


def _page_id(page: DocumentPage) -> str:
    return f"document:{page.translation_key}:{page.locale.language_code}"


def _of_text(text: RegulatoryText) -> Iterator[Document]:
    for language in ("ar", "fr") if text.title_fr else ("ar",):
        with translation.override(language):
            row = row_of(text, language)
            kind = text.get_kind_display()
            yield Document(
                id=f"text:{text.pk}:{language}",
                kind="text",
                language=language,
                title=row.title,
                text=f"{kind} {text.number} {row.status_label}",
                url=row.url,
                facets={"kind": kind, "status": row.status_label},
                weight=1.5,
            )


def _of_page(page: DocumentPage) -> Document:
    language = page.locale.language_code
    with translation.override(language):
        return Document(
            id=_page_id(page),
            kind="document",
            language=language,
            title=page.title,
            text=without_isolates(f"{page.summary} {strip_tags(page.body.replace('<', ' <'))}"),
            url=reverse("library:document", args=[page.slug]),
            facets={"kind": page.get_kind_display()},
        )
