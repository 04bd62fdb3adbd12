"""The holder is told by mail, once, that the certificate can be fetched."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts import mailing
from accounts.models import User
from certificates.models import Certificate
from certificates.printing import verify_url


def tell_holder(certificate: Certificate) -> None:
    """Write the mail to the holder, in their language; none for one who has no account any more.

    Called in the transaction that keeps the file. Called again, it writes no second one.
    """
    learner = User.objects.filter(certificate_holder__uid=certificate.holder_uid).first()
    if learner is None or certificate.status != Certificate.Status.VALID:
        return
    facts = certificate.facts
    with translation.override(learner.language):
        address = reverse("my_certificates:download", args=[certificate.serial])
    mailing.send(
        kind="certificate_ready",
        to=learner.email,
        language=learner.language,
        context={
            "course": (facts.get(learner.language) or facts["ar"])["course"],
            "url": f"{settings.BASE_URL}{address}",
            "verify_url": f"{verify_url(certificate)}?lang={learner.language}",
        },
        key=certificate.serial,
    )
