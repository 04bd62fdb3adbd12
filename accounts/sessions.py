"""Who reads: asked for every page, so in the plainest statements. Building Django's own costs more than the answers."""

from typing import Any, Final

from allauth.account import auth_backends
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User

FIND_SESSION: Final = "SELECT * FROM django_session WHERE session_key = %s"
FIND_USER: Final = "SELECT * FROM accounts_user WHERE id = %s"


class SessionStore(db.SessionStore):
    """Sessions in the database, as Django's own."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that is not there, or is over, is begun anew."""
        # A cookie may hold anything, and a database refuses some of it with an error; keys are letters and digits.
        key = self.session_key if str(self.session_key).isalnum() else None
        session = next(iter(Session.objects.raw(FIND_SESSION, [key])), None)
        if session is None or session.expire_date <= timezone.now():
            self._session_key = None
            return {}
        return dict(self.decode(session.session_data))


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """People sign in with their address, as django-allauth has it."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they may no longer sign in."""
        user = next(iter(User.objects.raw(FIND_USER, [user_id])), None)
        return user if user is not None and self.user_can_authenticate(user) else None
