"""The first page, and writing to the team. The others of this room are served by Wagtail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limiting import may_act
from cms import contacting
from cms.forms import ContactForm
from cms.models import HomePage
from cms.visitors import visitors_page


@require_safe
@visitors_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the home of the reader's language; its template asks the other rooms for what it shows of them."""
    page = get_object_or_404(HomePage.objects.live(), locale__language_code=get_language())
    return render(request, page.template, {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    """Take a message to the team; no account is needed."""
    form = ContactForm(request.POST or None, initial=contacting.known_of(request.user))
    if form.is_valid():
        if may_act(request, "cms.contact"):
            contacting.receive(form.cleaned_data, language=get_language() or "ar")
            return redirect("cms:contact_thanks")
        form.add_error(None, _("Too many messages came from your network. Please try again in an hour."))
    return render(request, "cms/contact.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@never_cache
def contact_thanks(request: HttpRequest) -> HttpResponse:
    """Say that the message has arrived."""
    return render(request, "cms/contact_thanks.html")
