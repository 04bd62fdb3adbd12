"""Readers find texts, see what they do to one another, and are led to where their wording is."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from library import demonstration
from library.models import DocumentPage, LibraryIndexPage, RegulatoryText, Relation
from search import engine

MakeText = Callable[..., RegulatoryText]


def page_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


def add_document(language: str, slug: str = "guide", **fields: Any) -> DocumentPage:
    index = LibraryIndexPage.objects.get(locale__language_code=language)
    words: dict[str, Any] = {"title": f"Guide {language}", "publisher": "P", "body": "<p>Body</p>"}
    page: DocumentPage = index.add_child(instance=DocumentPage(slug=slug, locale=index.locale, **{**words, **fields}))
    return page


def test_index_lists_published_texts_only(client: Client, make_text: MakeText) -> None:
    make_text("99-01")
    make_text("99-02", is_published=False)

    page = page_of(client, "/fr/library/")

    assert "/fr/library/dz/law/1999/99-01/" in page
    assert "99-02" not in page


def test_index_lists_documents_of_the_readers_language(client: Client, db: None) -> None:
    add_document("fr")
    add_document("fr", slug="hidden", title="Draft", live=False)

    assert "Guide fr" in page_of(client, "/fr/library/")
    assert "Draft" not in page_of(client, "/fr/library/")
    assert "Guide fr" not in page_of(client, "/ar/library/")


def test_index_puts_texts_in_force_first(client: Client, make_text: MakeText) -> None:
    make_text("99-01", status="repealed", date_signed=datetime.date(2020, 1, 1))
    make_text("99-02", date_signed=datetime.date(1999, 1, 1))

    page = page_of(client, "/fr/library/")

    assert page.index("99-02/") < page.index("99-01/")


def test_index_filters_by_kind_and_status(client: Client, make_text: MakeText) -> None:
    make_text("99-01")
    make_text("99-02", status="repealed")
    make_text("99-03", kind="executive_decree", uri="dz/executive-decree/1999/99-03")

    page = page_of(client, "/en/library/?kind=law&status=repealed")

    assert "99-02/" in page
    assert "99-01/" not in page
    assert "99-03/" not in page


def test_index_ignores_filters_that_make_no_sense(client: Client, make_text: MakeText) -> None:
    make_text("99-01")

    assert "99-01/" in page_of(client, "/en/library/?kind=x&status=%00&page=99")


def test_index_says_that_nothing_answers(client: Client, make_text: MakeText) -> None:
    make_text("99-01")

    assert "No text answers" in page_of(client, "/en/library/?status=repealed")


def test_text_shows_its_facts(client: Client, make_text: MakeText) -> None:
    make_text(
        date_hijri="1419-10-17",
        journal_number=12,
        journal_date=datetime.date(1999, 2, 10),
        journal_page=7,
        official_url="https://www.joradp.dz",
    )

    arabic, french = (page_of(client, f"/{code}/library/dz/law/1999/99-01/") for code in ("ar", "fr"))

    assert "3 فيفري 1999" in arabic
    assert "17 شوال 1419" in arabic
    assert "3 février 1999" in french
    assert "17 Chaoual 1419" in french
    assert 'href="https://www.joradp.dz"' in french


def test_text_writes_its_number_in_the_order_of_the_language(client: Client, make_text: MakeText) -> None:
    make_text()

    page = page_of(client, "/ar/library/dz/law/1999/99-01/")

    assert '<bdi class="nowrap" dir="rtl"><bdi>99</bdi>-<bdi>01</bdi></bdi>' in page
    assert '<bdi class="nowrap" dir="ltr">99-01</bdi>' in page


def test_text_shows_relations_both_ways(client: Client, make_text: MakeText) -> None:
    new, old = make_text("99-02"), make_text("99-01", status="repealed")
    Relation.objects.create(subject=new, predicate="repeals", object=old)

    assert "Repeals" in page_of(client, "/en/library/dz/law/1999/99-02/")
    backward = page_of(client, "/en/library/dz/law/1999/99-01/")
    assert "Repealed by" in backward
    assert 'href="/en/library/dz/law/1999/99-02/"' in backward


def test_text_gathers_the_articles_of_a_relation(client: Client, make_text: MakeText) -> None:
    new, old = make_text("99-02"), make_text("99-01")
    for article in ("art-2", "art-5"):
        Relation.objects.create(subject=new, predicate="amends", object=old, article=article)

    page = page_of(client, "/en/library/dz/law/1999/99-02/")

    assert page.count("/en/library/dz/law/1999/99-01/") == 1
    assert "Articles <bdi>2, 5</bdi>" in page


def test_text_names_an_unpublished_one_without_link_and_title(client: Client, make_text: MakeText) -> None:
    new, draft = make_text("99-02"), make_text("99-01", is_published=False, title_fr="Not checked")
    Relation.objects.create(subject=new, predicate="repeals", object=draft)

    page = page_of(client, "/en/library/dz/law/1999/99-02/")

    assert "99-01</bdi>" in page
    assert "99-01/" not in page
    assert "Not checked" not in page


@pytest.mark.parametrize("address", ["dz/law/1999/99-01/", "dz/law/1/", "dz/../x/", "xx/", "documents/none/"])
def test_what_is_not_published_is_not_found(client: Client, make_text: MakeText, address: str) -> None:
    make_text("99-01", is_published=False)

    assert client.get(f"/ar/library/{address}").status_code == 404


def test_document_is_shown_in_the_readers_language(client: Client, db: None) -> None:
    source = add_document("ar", title="دليل")
    add_document("fr", translation_key=source.translation_key)

    assert "Guide fr" in page_of(client, "/fr/library/documents/guide/")


def test_document_falls_back_to_arabic_with_a_notice(client: Client, db: None) -> None:
    add_document("ar", title="دليل")

    page = page_of(client, "/fr/library/documents/guide/")

    assert '<h1 lang="ar" dir="rtl">دليل</h1>' in page


def test_document_has_one_address(client: Client, db: None) -> None:
    page = add_document("fr")

    response = client.get("/fr/library/guide/")

    assert page.get_url() == "/fr/library/documents/guide/"
    assert (response.status_code, response["Location"]) == (301, "/fr/library/documents/guide/")


def test_document_can_be_previewed(client: Client, db: None) -> None:
    page = add_document("fr")

    response = page.make_preview_request()

    assert response.status_code == 200
    assert "Guide fr" in response.rendered_content


def test_demonstration_loads_once_and_keeps_what_editors_changed(client: Client, db: None) -> None:
    first = demonstration.load()
    RegulatoryText.objects.filter(uri="dz/law/2012/12-06").update(journal_page=29)

    second = demonstration.load()

    # 21 texts, 15 relations, 3 guides.
    assert (first, second) == (39, 0)
    assert RegulatoryText.objects.get(uri="dz/law/2012/12-06").journal_page == 29
    assert set(RegulatoryText.objects.published().values_list("confidence", flat=True)) == {"high"}
    assert engine.query("الجمعيات", language="ar").total >= 2


@pytest.fixture
def editor(db: None) -> User:
    editor = User.objects.create_user("editor@example.dz", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


FORM = {
    "uri": "dz/law/1999/99-01",
    "kind": "law",
    "number": "99-01",
    "title_ar": "قانون التجربة",
    "title_fr": "",
    "date_signed": "",
    "date_hijri": "",
    "journal_number": "",
    "journal_date": "",
    "journal_page": "",
    "official_url": "",
    "status": "in_force",
    "confidence": "high",
    "is_published": "on",
}


def test_editor_adds_a_text_which_is_found_at_once(client: Client, editor: User) -> None:
    client.force_login(editor)

    response = client.post("/cms/snippets/library/regulatorytext/add/", FORM)

    assert response.status_code == 302
    assert RegulatoryText.objects.get().uri == "dz/law/1999/99-01"
    assert engine.query("التجربة", language="ar").total == 1


def test_editor_cannot_publish_what_was_not_checked(client: Client, editor: User) -> None:
    client.force_login(editor)

    response = client.post(
        "/cms/snippets/library/regulatorytext/add/", {**FORM, "confidence": "low", "uri": "law", "date_hijri": "1433"}
    )

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"uri", "date_hijri", "is_published"}
    assert not RegulatoryText.objects.exists()


def test_editor_sees_texts_and_relations(client: Client, editor: User, make_text: MakeText) -> None:
    Relation.objects.create(subject=make_text("99-02"), predicate="repeals", object=make_text("99-01"))
    client.force_login(editor)

    assert "99-01" in page_of(client, "/cms/snippets/library/regulatorytext/")
    assert "99-01" in page_of(client, "/cms/snippets/library/relation/")
