"""The pages of the library."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.visitors import visitors_page
from library import reading
from library.citing import citation_of
from library.hijri import hijri_day

PAGE_SIZE = 20


@require_safe
@visitors_page
def index(request: HttpRequest) -> HttpResponse:
    """Show the texts that answer to the filters, and the documents; what makes no sense in the query is ignored."""
    found = reading.browse(request.GET, _language())
    page = Paginator(found.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "texts": page.object_list,
        "total": len(found.rows),
        "page_obj": page,
        "facets": found.facets,
        "chips": found.chips,
        "chosen": len(found.chips),
        "clear_url": request.path,
        "documents": [] if found.chips else reading.documents_in(_language()),
    }
    return render(request, "library/index.html", context)


@require_safe
@visitors_page
def text(request: HttpRequest, uri: str) -> HttpResponse:
    """Show what is known of a text: its status, its relations and where its wording is published."""
    shown = reading.published_text(uri)
    language = _language()
    library = reverse("library:index")
    context = {
        "text": shown,
        "hijri": hijri_day(shown.date_hijri, language),
        "relations": reading.relations_of(shown, language),
        "citation": citation_of(shown, language),
        "crumbs": [(_("Library"), library), (shown.get_kind_display(), f"{library}?{urlencode({'kind': shown.kind})}")],
    }
    return render(request, "library/text.html", context)


@require_safe
@visitors_page
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a reference document in the reader's language, else in Arabic with a notice."""
    page, is_fallback = reading.published_document(slug, _language())
    context = {"page": page, "is_fallback": is_fallback, "language": page.locale.language_code}
    return render(request, "library/document.html", context)


def _language() -> str:
    return get_language() or "ar"
