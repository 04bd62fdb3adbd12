"""What the environment says: folders, addresses of servers, secrets. Read once, when the settings are loaded."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("KAFAAT_VAR") or ROOT / "var").resolve()


def folder(name: str, *, private: bool = False) -> Path:
    """Return the folder `name` under the data folder, made if it was missing; a private one is its owner's alone."""
    path = VAR / name
    path.mkdir(parents=True, exist_ok=True)
    if private:
        path.chmod(0o700)
    return path


def secret(name: str) -> str:
    """Return the secret `name`: from the environment, else from var/secrets, where it is made at the first start."""
    given = os.environ.get(f"KAFAAT_{name.upper()}")
    if given:
        return given
    path = folder("secrets", private=True) / name
    try:
        # Exclusive creation: of several processes that start together one makes the secret, the others read it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def database() -> dict[str, Any]:
    """Return Django's database settings: PostgreSQL when DATABASE_URL names one, else SQLite under the data folder."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder(".") / "db.sqlite3",
            # One connection for each thread: opening the file anew costs more than most statements.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # With Django's default, processes that read and then write lose their transactions to each other.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "DATABASE_URL must begin with postgres:// or postgresql://"
        raise ValueError(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail() -> dict[str, Any]:
    """Return Django's mail settings: an SMTP server when SMTP_URL names one, else files under var/mail."""
    url = os.environ.get("SMTP_URL")
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder("mail", private=True),
        }
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
