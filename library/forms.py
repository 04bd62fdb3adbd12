"""What editors write about texts."""

import re
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

ADDRESS: Final = re.compile(r"[a-z]{2}/[a-z-]+/\d{4}(/[a-z0-9-]+)?")
HIJRI: Final = re.compile(r"1[34]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)")


class RegulatoryTextForm(WagtailAdminModelForm):
    """A text's facts. What has not been checked is not published."""

    def clean_uri(self) -> str:
        uri = str(self.cleaned_data["uri"]).strip("/").lower()
        if not ADDRESS.fullmatch(uri):
            self.add_error("uri", _("Write it like dz/law/2012/12-06: country, kind, year, number."))
        return uri

    def clean_date_hijri(self) -> str:
        date = str(self.cleaned_data["date_hijri"]).strip()
        if date and not HIJRI.fullmatch(date):
            self.add_error("date_hijri", _("Write it like 1433-02-18: year, month, day."))
        return date

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("is_published") and cleaned.get("confidence") != "high":
            self.add_error("is_published", _("Only a text whose confidence is high can be published: check it first."))
        return cleaned
