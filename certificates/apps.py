"""The room of what was earned and can be checked by anyone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates: issuing, drawing, verification, revocation."""

    name = "certificates"
    verbose_name = _("Certificates")
