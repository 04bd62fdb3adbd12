"""What editors withdraw is no longer found, however they withdraw it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from library import searching
from library.models import DocumentPage, LibraryIndexPage, RegulatoryText
from search import engine
from tests.staff import signed_in, superuser

MakeText = Callable[..., RegulatoryText]


@pytest.fixture
def editor(db: None) -> Client:
    return signed_in(superuser())


@pytest.fixture
def document(db: None) -> DocumentPage:
    index = LibraryIndexPage.objects.get(locale__language_code="fr")
    page: DocumentPage = index.add_child(
        instance=DocumentPage(
            slug="guide", locale=index.locale, title="Guide essentiel", publisher="P", body="<p>X</p>"
        )
    )
    searching.index_page(page)
    assert found("essentiel") == ["/fr/library/documents/guide/"]
    return page


def found(words: str) -> list[str]:
    return [hit.document.url for hit in engine.query(words, language="fr").hits]


def many(action: str, model: str, pk: object) -> str:
    return reverse("wagtail_bulk_action", args=[*model.split("."), action]) + f"?id={pk}"


def act(editor: Client, action: str, page: Page, how: str) -> None:
    alone = how == "alone"
    address = f"/cms/pages/{page.pk}/{action}/" if alone else many(action, "wagtailcore.page", page.pk)
    editor.post(address, {"include_descendants": "on", "confirm_site_name": "كفاءات+"})


@pytest.mark.parametrize("how", ["alone", "in bulk"])
@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_withdrawn_document_is_not_found(editor: Client, document: DocumentPage, action: str, how: str) -> None:
    act(editor, action, document, how)

    assert not DocumentPage.objects.live().exists()
    assert found("essentiel") == []


@pytest.mark.parametrize("how", ["alone", "in bulk"])
@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_document_withdrawn_with_its_parent_is_not_found(
    editor: Client, document: DocumentPage, action: str, how: str
) -> None:
    act(editor, action, document.get_parent(), how)

    assert not DocumentPage.objects.live().exists()
    assert found("essentiel") == []


def test_document_published_in_bulk_is_found(editor: Client, document: DocumentPage) -> None:
    act(editor, "unpublish", document, "alone")

    act(editor, "publish", document.get_parent(), "in bulk")

    assert found("essentiel") == ["/fr/library/documents/guide/"]


def test_text_with_another_address_is_found_there_only(editor: Client, make_text: MakeText) -> None:
    text = make_text("99-01")
    searching.index_text(text)
    text.uri = "dz/law/1999/99-02"
    text.save()

    searching.index_text(text)

    assert found("essai") == ["/fr/library/dz/law/1999/99-02/"]


@pytest.mark.parametrize("how", ["alone", "in bulk"])
def test_deleted_text_is_not_found(editor: Client, make_text: MakeText, how: str) -> None:
    text, _other = make_text("99-01"), make_text("99-02")
    engine.index(searching.documents())
    one = reverse("wagtailsnippets_library_regulatorytext:delete", args=[text.pk])

    editor.post(one if how == "alone" else many("delete", "library.regulatorytext", text.pk))

    assert found("essai") == ["/fr/library/dz/law/1999/99-02/"]
