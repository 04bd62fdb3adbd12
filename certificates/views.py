"""Pages of certificates: anyone verifies, the holder downloads."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limiting import may_act
from certificates import reporting, serials
from certificates.forms import ForgeryReportForm, SerialForm
from certificates.models import Certificate
from certificates.verification import Verdict, look_up
from cms.visitors import kept_page


@require_safe
@never_cache
def verify_form(request: HttpRequest) -> HttpResponseBase:
    """Ask for a serial and lead to its page; what cannot be one is answered here, for it may be another address."""
    form = SerialForm(request.GET if "serial" in request.GET else None)
    if form.is_valid():
        typed = form.cleaned_data["serial"]
        serial = serials.normalise(typed)
        if serial is None:
            return verify(request, typed)
        return redirect(_in_same_language(request, reverse("certificates:verify", args=[serial])))
    return render(request, "certificates/verify_form.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@never_cache
def verify(request: HttpRequest, serial: str) -> HttpResponseBase:
    """Say what is known about a serial. One that we never issued and one that cannot exist get the same answer."""
    verdict = look_up(serial, language=get_language() or "ar")
    # The page says at which minute the certificate was looked up.
    response = kept_page(request, lambda: _verdict(request, serial, verdict), verdict, f"{timezone.now():%H:%M}")
    response["X-Robots-Tag"] = "noindex"
    return response


def _verdict(request: HttpRequest, serial: str, verdict: Verdict) -> HttpResponse:
    # What was typed wrongly can be corrected; what was found is not asked again.
    form = SerialForm(initial={"serial": "" if verdict.is_known else serial[:40]})
    context = {"verdict": verdict, "asked": serial[:40], "now": timezone.now(), "form": form}
    return render(request, "certificates/verify.html", context, status=200 if verdict.is_known else 404)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Take the report of a suspected forgery."""
    form = ForgeryReportForm(request.POST or None, initial={"serial": request.GET.get("serial", "")[:40]})
    if form.is_valid():
        if may_act(request, "certificates.report"):
            reporting.receive(form.cleaned_data)
            return redirect(_in_same_language(request, reverse("certificates:report_thanks")))
        form.add_error(None, _("Too many messages came from your network. Please try again in an hour."))
    return render(request, "certificates/report.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@never_cache
def report_thanks(request: HttpRequest) -> HttpResponse:
    """Say that the report has arrived."""
    return render(request, "certificates/report_thanks.html")


@require_safe
@never_cache
@login_required
def download(request: HttpRequest, serial: str) -> HttpResponseBase:
    """Give the holder the file, or say that it is being drawn."""
    certificate = get_object_or_404(Certificate.objects.held_by(request.user), serial=serials.normalise(serial) or "")
    if certificate.status != Certificate.Status.VALID:
        return redirect("certificates:verify", certificate.serial)
    if not certificate.file:
        return render(request, "certificates/drawing.html", {"certificate": certificate}, status=202)
    return FileResponse(certificate.file.open(), as_attachment=True, filename=f"{certificate.serial}.pdf")


def _in_same_language(request: HttpRequest, url: str) -> str:
    language = request.GET.get("lang")
    return f"{url}?{urlencode({'lang': language})}" if language else url
