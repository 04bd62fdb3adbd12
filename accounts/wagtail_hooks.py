"""The boundary around superusers, where Wagtail asks only for the permission to change people."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from accounts.models import User
from accounts.roles import may_change


@hooks.register("before_edit_user")
def refuse_changing(request: HttpRequest, person: User) -> None:
    """Only superusers change a superuser."""
    if not isinstance(request.user, User) or not may_change(request.user, person):
        raise PermissionDenied


@hooks.register("before_bulk_action")
def refuse_changing_many(request: HttpRequest, _action: str, objects: list[Any], _instance: Any) -> None:  # noqa: ANN401 (the library's own signature)
    """The same for several people at once."""
    for person in objects:
        if isinstance(person, User):
            refuse_changing(request, person)
