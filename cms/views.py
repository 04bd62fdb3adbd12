"""The first page. The others of this room are served by Wagtail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.models import HomePage
from cms.visitors import visitors_page


@require_safe
@visitors_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the home of the reader's language; its template asks the other rooms for what it shows of them."""
    page = get_object_or_404(HomePage.objects.live(), locale__language_code=get_language())
    return render(request, page.template, {"page": page})
