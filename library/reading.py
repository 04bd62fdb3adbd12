"""What readers see of the library: published texts in a list and as pages, with what each does to the others."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from library.models import DocumentPage, RegulatoryText, Relation

Text = str | Promise
FACETS: Final[dict[str, tuple[Text, type[RegulatoryText.Kind | RegulatoryText.Status]]]] = {
    "kind": (_("Kind"), RegulatoryText.Kind),
    "status": (_("Status"), RegulatoryText.Status),
}
PREDICATES: Final[dict[str, tuple[Text, Text]]] = {
    "repeals": (_("Repeals"), _("Repealed by")),
    "amends": (_("Amends"), _("Amended by")),
    "applies": (_("Applies"), _("Applied by")),
    "cites": (_("Cites"), _("Cited by")),
}


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text in a list. Without `url` its facts have not been checked yet, and only kind and number are told."""

    uri: str
    title: str
    title_language: str
    url: str
    date: datetime.date | None
    journal_number: int | None
    kind: str
    status: str
    status_label: str
    articles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Selection:
    """What answers to a query, and how to narrow or widen it. `chips`: filters in force, each with the way out."""

    rows: list[TextRow]
    facets: list[dict[str, object]]
    chips: list[tuple[Text, str]]


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """The texts to which a text stands in one relation."""

    label: Text
    texts: list[TextRow]


def browse(asked: QueryDict, language: str) -> Selection:
    """Return the published texts that answer to the query, those in force first. One statement."""
    rows = [row_of(text, language) for text in _in_order()]
    chosen = {name: [v for v in asked.getlist(name) if v in choices.values] for name, (_l, choices) in FACETS.items()}
    in_force = {name: values for name, values in chosen.items() if values}
    return Selection(
        rows=[row for row in rows if all(getattr(row, name) in values for name, values in in_force.items())],
        facets=[_facet(name, rows, chosen[name]) for name in FACETS],
        chips=[(_label(name, value), _without(chosen, name, value)) for name in FACETS for value in chosen[name]],
    )


def published_text(uri: str) -> RegulatoryText:
    """Return the text at this address, or raise Http404."""
    text = RegulatoryText.objects.published().filter(uri=uri).first()
    if text is None:
        raise Http404
    return text


def relations_of(text: RegulatoryText, language: str) -> list[RelationGroup]:
    """Return what `text` does to others and what others do to it. One statement."""
    relations = Relation.objects.filter(Q(subject=text) | Q(object=text)).select_related("subject", "object")
    groups: dict[tuple[str, bool], dict[str, TextRow]] = {}
    for relation in relations.order_by("pk"):
        is_ours = relation.subject_id == text.pk
        other = relation.object if is_ours else relation.subject
        rows = groups.setdefault((relation.predicate, is_ours), {})
        row = rows.setdefault(other.uri, row_of(other, language))
        if relation.article:
            row.articles.append(relation.article.removeprefix("art-"))
    return [
        RelationGroup(label=PREDICATES[predicate][0 if is_ours else 1], texts=list(groups[predicate, is_ours].values()))
        for predicate in PREDICATES
        for is_ours in (True, False)
        if (predicate, is_ours) in groups
    ]


def row_of(text: RegulatoryText, language: str) -> TextRow:
    """Return `text` as a row for readers of `language`."""
    is_french = language != "ar" and bool(text.title_fr)
    title, title_language = (text.title_fr, "fr") if is_french else (text.title_ar, "ar")
    if not text.is_published:
        title, title_language = f"{text.get_kind_display()} {text.number}".strip(), language
    return TextRow(
        uri=text.uri,
        title=title,
        title_language=title_language,
        url=reverse("library:text", args=[text.uri]) if text.is_published else "",
        date=text.date_signed,
        journal_number=text.journal_number,
        kind=text.kind,
        status=text.status,
        status_label=text.get_status_display(),
    )


def documents_in(language: str) -> Iterable[DocumentPage]:
    """Return the reference documents that are published in `language`. One statement."""
    return DocumentPage.objects.live().filter(locale__language_code=language).order_by("title")


def published_document(slug: str, language: str) -> tuple[DocumentPage, bool]:
    """Return a document in `language`, else in Arabic, and whether it had to be in Arabic; or raise Http404."""
    pages = DocumentPage.objects.live().filter(slug=slug, locale__language_code__in={language, "ar"})
    by_language = {page.locale.language_code: page for page in pages.select_related("locale", "document")}
    for code in (language, "ar"):
        if code in by_language:
            return by_language[code], code != language
    raise Http404


def _in_order() -> Iterable[RegulatoryText]:
    statuses = [When(status=status, then=Value(place)) for place, status in enumerate(RegulatoryText.Status.values)]
    texts = RegulatoryText.objects.published()
    return texts.order_by(Case(*statuses, output_field=IntegerField()), "-date_signed", "uri")


def _facet(name: str, rows: list[TextRow], chosen: list[str]) -> dict[str, object]:
    legend, choices = FACETS[name]
    values = [getattr(row, name) for row in rows]
    options = [
        {"value": value, "label": label, "count": values.count(value), "is_on": value in chosen}
        for value, label in choices.choices
        if value in values
    ]
    return {"name": name, "legend": legend, "options": options}


def _label(name: str, value: str) -> Text:
    return FACETS[name][1](value).label


def _without(chosen: dict[str, list[str]], name: str, value: str) -> str:
    rest = [(n, v) for n, values in chosen.items() for v in values if (n, v) != (name, value)]
    address = reverse("library:index")
    return f"{address}?{urlencode(rest)}" if rest else address
