"""Who reads: asked for every page, so in the plainest statements. Building Django's own costs more than the answers."""

from typing import Any, Final

from allauth.account import auth_backends
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.columns import Columns, ask
from accounts.models import User

SESSION: Final = Columns(Session, "session")
PERSON: Final = Columns(User, "person")
FIND_SESSION: Final = f"SELECT {SESSION.sql} FROM django_session session WHERE session.session_key = %s"  # noqa: S608 (names of columns)
FIND_PERSON: Final = f"SELECT {PERSON.sql} FROM accounts_user person WHERE person.id = %s"  # noqa: S608 (names of columns)


class SessionStore(db.SessionStore):
    """Sessions in the database, as Django's own."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; one that is not there, or is over, is begun anew."""
        # A cookie may hold anything, and a database refuses some of it with an error; keys are letters and digits.
        key = self.session_key if str(self.session_key).isalnum() else None
        session = next((SESSION.take(row) for row in ask(FIND_SESSION, key)), None)
        if session is None or session.expire_date <= timezone.now():
            self._session_key = None
            return {}
        return dict(self.decode(session.session_data))


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """People sign in with their address, as django-allauth has it."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session, unless they may no longer sign in."""
        user = next((PERSON.take(row) for row in ask(FIND_PERSON, user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
