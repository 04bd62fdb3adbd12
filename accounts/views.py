"""The pages of names and of the profile; signing up and in are django-allauth's views with our templates."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from accounts.consent import has_consented
from accounts.forms import NamesForm, ProfileForm
from accounts.models import User
from accounts.profile import PROFILE_FIELDS, change_profile, introduce


@never_cache
@login_required
def names(request: HttpRequest) -> HttpResponse:
    """Ask for the names and for consent, then go on to `next`: the last step of signing up."""
    user = cast("User", request.user)
    onward = get_next_redirect_url(request) or get_adapter(request).get_login_redirect_url(request)
    initial = {"name_ar": user.name_ar, "name_latin": user.name_latin}
    form = NamesForm(request.POST or None, initial=initial, asks_consent=not has_consented(user))
    if form.is_valid():
        introduce(user, name_ar=form.cleaned_data["name_ar"], name_latin=form.cleaned_data["name_latin"])
        return HttpResponseRedirect(onward)
    return render(request, "accounts/names.html", {"form": form, "next": onward})


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the profile; a changed language is that of the next page."""
    user = cast("User", request.user)
    form = ProfileForm(request.POST or None, initial={name: getattr(user, name) for name in PROFILE_FIELDS})
    if not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form})
    change_profile(user, **form.cleaned_data)
    with override(user.language):
        messages.success(request, _("Your profile is saved."))
        response = redirect(reverse("accounts:profile"))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
    return response


@never_cache
def staff_door(request: HttpRequest) -> HttpResponse:
    """Send who wants into the administration to sign in; tell who is signed in without the right that it is closed.

    Without this page the two would send each other round for ever: Wagtail here, and signing in back there.
    """
    onward = get_next_redirect_url(request) or reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect_to_login(onward, reverse("account_login"))
    if request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(onward)
    raise PermissionDenied
