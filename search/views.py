"""The page of results."""

from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from search import engine
from search.forms import LONGEST_QUERY, SearchForm
from search.kinds import in_order, name_of

PAGE_SIZE = 20
# Whoever has read two hundred results asks another question.
MOST_PAGES = 10


class Chip(NamedTuple):
    """A kind that was found, offered as a filter."""

    kind: str
    label: str | Promise
    total: int


class Entry(NamedTuple):
    """A hit and what its kind is called."""

    hit: engine.Hit
    kind: str | Promise


class OtherLanguage(NamedTuple):
    """Where the same question has answers in another language."""

    language: str
    name: str
    total: int
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer `?q=`, alone or with `kind` and `page`; a page that cannot be is a 404, a query too long a 400."""
    form = SearchForm(request.GET)
    if form.is_valid():
        return render(request, "search/results.html", _answer(**form.cleaned_data))
    if "q" not in form.errors:
        raise Http404
    asked = request.GET.get("q", "")[:LONGEST_QUERY]
    return render(request, "search/results.html", {"q": asked, "error": form.errors["q"][0]}, status=400)


def _ask(q: str, kind: str, number: int) -> engine.Results:
    kinds = [kind] if kind else []
    offset = (number - 1) * PAGE_SIZE
    return engine.query(q, language=get_language() or "ar", kinds=kinds, limit=PAGE_SIZE, offset=offset)


def _answer(*, q: str, kind: str, page: int | None) -> dict[str, Any]:
    number = page or 1
    results = _ask(q, kind, number)
    return {
        "q": q,
        "kind": kind,
        "results": results,
        "entries": [Entry(hit, name_of(hit.document.kind).one) for hit in results.hits],
        "chips": [Chip(known, name_of(known).many, count) for known, count in in_order(results.kinds)],
        "total_of_kinds": sum(results.kinds.values()),
        "page_obj": _page(results.total, number),
        "other_languages": _other_languages(results.other_languages, q, kind),
    }


def _page(total: int, number: int) -> Page[int]:
    try:
        # The hits are already those of the page: only their number is divided.
        return Paginator(range(min(total, PAGE_SIZE * MOST_PAGES)), PAGE_SIZE).page(number)
    except EmptyPage as impossible:
        raise Http404 from impossible


def _other_languages(counts: dict[str, int], q: str, kind: str) -> list[OtherLanguage]:
    found = []
    names = dict(settings.LANGUAGES)
    for language, count in counts.items():
        with override(language):
            address = reverse("search:search")
        asked = {"q": q, "kind": kind} if kind else {"q": q}
        found.append(OtherLanguage(language, names[language], count, f"{address}?{urlencode(asked)}"))
    return found
