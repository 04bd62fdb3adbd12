"""Pictures that are uploaded in the administration (WAGTAILIMAGES_IMAGE_FORM_BASE)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """A picture of a size that can be opened. Wagtail counts its pixels, but opening it to count may be refused."""

    def check_image_pixel_size(self, f: Any) -> None:  # noqa: ANN401 (Wagtail's signature)
        """Refuse what unpacks to more than a machine's memory."""
        try:
            super().check_image_pixel_size(f)
        except DecompressionBombError as bomb:
            text = _("This picture has too many pixels to be opened. Make it smaller and upload it again.")
            raise ValidationError(text, code="file_too_many_pixels") from bomb


class PictureForm(BaseImageForm):
    """Wagtail's form with our field for the file."""

    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
