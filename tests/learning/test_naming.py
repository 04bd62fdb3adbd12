"""What the server calls its own events."""

import uuid

from django.test import override_settings

from learning.naming import own_uid


def test_own_uid_is_the_same_for_the_same() -> None:
    assert own_uid("form", 1, "read") == own_uid("form", "1", "read") != own_uid("form", 2, "read")
    assert own_uid("form").variant == uuid.RFC_4122


def test_own_uid_cannot_be_worked_out_without_the_secret() -> None:
    ours = own_uid("form", 1, "read")

    with override_settings(SECRET_KEY="another"):
        theirs = own_uid("form", 1, "read")

    assert ours != theirs
