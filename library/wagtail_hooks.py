"""The library in the administration: texts and their relations, and the search kept in step."""

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.visitors import forget_pages
from library import searching
from library.forms import RegulatoryTextForm
from library.models import RegulatoryText, Relation

# Wagtail shows a field that is named in a list as Python's True or False.
PUBLISHED = BooleanColumn("is_published", label=_("Published"), sort_key="is_published")


class RegulatoryTextViewSet(SnippetViewSet):
    """Facts about texts."""

    model = RegulatoryText
    icon = "doc-full-inverse"
    menu_label = _("Regulatory texts")
    list_display: ClassVar = ["title_ar", "number", "status", "confidence", PUBLISHED]
    list_filter: ClassVar = ["kind", "status", "confidence", "is_published"]
    search_fields: ClassVar = ["title_ar", "title_fr", "number", "uri"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("uri"), FieldPanel("kind"), FieldPanel("number")], _("Identity")),
            MultiFieldPanel([FieldPanel("title_ar"), FieldPanel("title_fr")], _("Title")),
            FieldRowPanel([FieldPanel("date_signed"), FieldPanel("date_hijri")]),
            FieldRowPanel([FieldPanel("journal_number"), FieldPanel("journal_date"), FieldPanel("journal_page")]),
            FieldPanel("official_url"),
            FieldRowPanel([FieldPanel("status"), FieldPanel("confidence")]),
            FieldPanel("is_published"),
        ],
        base_form_class=RegulatoryTextForm,
    )


class RelationViewSet(SnippetViewSet):
    """What texts do to one another."""

    model = Relation
    icon = "link"
    menu_label = _("Relations between texts")
    list_display: ClassVar = ["subject", "predicate", "object", "article"]
    list_filter: ClassVar = ["predicate"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Relation]:  # noqa: ARG002 (Wagtail's signature)
        """Read both texts of each relation with it."""
        return Relation.objects.select_related("subject", "object")


class LibraryGroup(SnippetViewSetGroup):
    """The room's place in the menu."""

    menu_label = _("Library")
    menu_icon = "doc-full-inverse"
    menu_order = 250
    add_to_admin_menu = True
    items = (RegulatoryTextViewSet, RelationViewSet)


register_snippet(LibraryGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def index_text(_request: HttpRequest, instance: Any) -> None:  # noqa: ANN401 (any snippet)
    """A changed text is found, and shown where it is cited, as it is now."""
    if isinstance(instance, RegulatoryText):
        searching.index_text(instance)
        transaction.on_commit(forget_pages)


@hooks.register("after_delete_snippet")
def forget_texts(_request: HttpRequest, instances: list[Any]) -> None:
    """A deleted text is no longer found, nor cited."""
    if any(isinstance(instance, RegulatoryText) for instance in instances):
        searching.forget_withdrawn()
        transaction.on_commit(forget_pages)


@hooks.register("after_delete_page")
def forget_documents(_request: HttpRequest, _page: Page) -> None:
    """A deleted document is no longer found, be it the page itself or one that was below it."""
    searching.forget_withdrawn()


@hooks.register("after_bulk_action")
def forget_many(_request: HttpRequest, action: str, objects: list[Any], _instance: Any) -> None:  # noqa: ANN401 (the library's own signature)
    """The same for several pages at once."""
    if action == "delete" and any(isinstance(one, Page) for one in objects):
        searching.forget_withdrawn()
