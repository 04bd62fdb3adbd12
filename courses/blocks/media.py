"""Blocks of pictures, sound, film and files: all our own, from our own address, and with words for those who read."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.speaking import IN_MEDIA, TONGUES, SpokenBlock

FILMS: Final = frozenset({"mp4", "webm"})
SOUNDS: Final = frozenset({"mp3", "ogg", "oga", "m4a"})
CAPTIONS: Final = frozenset({"vtt"})
TRANSCRIPT_FEATURES: Final = ["bold", "italic", "ol", "ul"]


def size_of(file: Any) -> int | None:  # noqa: ANN401 (Wagtail's documents have no types)
    """Return the bytes of a document; None when it is gone. Wagtail's own question writes to the database."""
    if file is None or file.file_size is not None:
        return file and file.file_size
    try:
        return file.file.size
    except OSError:
        return None


class OwnFileBlock(DocumentChooserBlock):
    """An uploaded file of certain kinds, told by its extension."""

    def __init__(self, kinds: frozenset[str], refusal: str | StrPromise, **options: Any) -> None:  # noqa: ANN401 (what Wagtail takes)
        super().__init__(**options)
        self.kinds, self.refusal = kinds, refusal

    def clean(self, value: Any) -> Any:  # noqa: ANN401 (Wagtail's values have no types)
        """Refuse what browsers do not play."""
        file = super().clean(value)
        if file and file.file_extension.lower() not in self.kinds:
            raise ValidationError(self.refusal)
        return file

    def deconstruct(self) -> Any:  # noqa: ANN401 (Django's signature)
        """In migrations this is any document: which kinds are taken is no business of the database."""
        _path, _args, options = super().deconstruct()
        return "wagtail.documents.blocks.DocumentChooserBlock", (), options


class PictureBlock(SpokenBlock):
    """A picture in the sizes that screens need, with words for those who do not see it."""

    picture = ImageChooserBlock(label=_("picture"))
    alternative = blocks.CharBlock(
        max_length=400,
        label=_("in words"),
        help_text=_("What a reader who cannot see it has to know: it is read aloud in its place."),
    )
    caption = blocks.CharBlock(
        required=False,
        max_length=400,
        label=_("caption"),
        help_text=_("Below the picture: what it shows, and whose it is."),
    )

    class Meta:
        icon = "image"
        group = IN_MEDIA
        label = _("Picture")
        help_text = _("A photograph or drawing, in words too, with a caption.")
        template = "blocks/picture.html"
        form_layout = blocks.BlockGroup(children=["picture", "alternative", "caption"], settings=["language"])


class AudioBlock(SpokenBlock):
    """A recording of our own with its words for those who read instead."""

    sound = OwnFileBlock(
        SOUNDS,
        _("Choose an mp3, ogg or m4a file: browsers play no other."),
        label=_("recording"),
        help_text=_("An mp3, ogg or m4a file, as small as it can be."),
    )
    seconds = blocks.IntegerBlock(min_value=1, label=_("length in seconds"))
    transcript = blocks.RichTextBlock(
        features=TRANSCRIPT_FEATURES, label=_("what is said"), help_text=_("Word for word, for those who read instead.")
    )

    class Meta:
        icon = "media"
        group = IN_MEDIA
        label = _("Audio")
        help_text = _("A recording with its transcript.")
        template = "blocks/audio.html"
        form_layout = blocks.BlockGroup(children=["sound", "seconds", "transcript"], settings=["language"])

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return {**super().get_context(value, parent_context), "size": size_of(value["sound"])}


class CaptionsBlock(blocks.StructBlock):
    """What is said in a film, written below it in one language."""

    language = blocks.ChoiceBlock(choices=list(TONGUES.items()), search_index=False, label=_("language"))
    file = OwnFileBlock(CAPTIONS, _("Choose a vtt file (WebVTT)."), label=_("file"), help_text=_("A WebVTT file."))

    class Meta:
        label = _("captions")


class VideoBlock(SpokenBlock):
    """A film of our own, never a player of somebody else's, with its words for those who read instead."""

    film = OwnFileBlock(
        FILMS,
        _("Choose an mp4 or webm file: browsers play no other."),
        label=_("film"),
        help_text=_("An mp4 or webm file, as small as it can be."),
    )
    seconds = blocks.IntegerBlock(min_value=1, label=_("length in seconds"))
    poster = ImageChooserBlock(
        required=False, label=_("first picture"), help_text=_("Shown until the film is played; it is cut to 16:9.")
    )
    captions = blocks.ListBlock(CaptionsBlock(), default=[], max_num=len(TONGUES), label=_("captions"))
    transcript = blocks.RichTextBlock(
        features=TRANSCRIPT_FEATURES,
        label=_("transcript"),
        help_text=_("All that is said and shown: whoever reads it has followed the lesson as well."),
    )

    class Meta:
        icon = "media"
        group = IN_MEDIA
        label = _("Video")
        help_text = _("A film with captions and its transcript. One for each lesson.")
        template = "blocks/video.html"
        form_layout = blocks.BlockGroup(
            children=["film", "seconds", "poster", "captions", "transcript"], settings=["language"]
        )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        tracks = [
            {"language": track["language"], "name": TONGUES[track["language"]], "url": track["file"].url}
            for track in value["captions"]
            if track["file"] and track["language"] in TONGUES
        ]
        return {**super().get_context(value, parent_context), "size": size_of(value["film"]), "tracks": tracks}


class DocumentBlock(SpokenBlock):
    """A file to open: a form to fill in, a template, a guide."""

    file = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(
        required=False, max_length=200, label=_("title"), help_text=_("The file's own title when empty.")
    )

    class Meta:
        icon = "doc-full"
        group = IN_MEDIA
        label = _("Document")
        help_text = _("A file to open, with its size. One for each lesson: opening it may be what the lesson asks.")
        template = "blocks/document.html"
        form_layout = blocks.BlockGroup(children=["file", "title"], settings=["language"])

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return {**super().get_context(value, parent_context), "size": size_of(value["file"])}
