"""Backup and restore of what cannot be made again: the database, the media, the certificates, the secrets.

A backup is one tar archive: `manifest.json`, `database.json` (Django's serialisation, the same for SQLite and
PostgreSQL, so that either can be restored into the other), and the folders under `files/`.
"""

import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.models import User
from lms.settings.environment import VAR

FOLDERS = ("media", "certificates", "secrets")
FORMAT = 1
# Made anew by `rebuild_index`, or not worth keeping.
LEFT_OUT = {"sessions.session", "wagtailsearch.indexentry"}


class NotEmpty(Exception):
    """The installation already holds people; restoring over it would mix two installations."""


class UnknownBackup(Exception):
    """The archive is not a backup of this format, or of other migrations than this code has."""


def back_up(target: Path) -> None:
    """Write a backup to `target`, which must not exist; readable by its owner alone, since it holds the secrets."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        # One transaction: what is written while we read is either wholly in the backup or not at all.
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _add(archive, "manifest.json", json.dumps(_manifest()).encode())
            _add(archive, "database.json", serializers.serialize("json", _rows()).encode())
        for name in FOLDERS:
            folder = VAR / name
            if folder.is_dir():
                archive.add(folder, arcname=f"files/{name}")


def restore(source: Path) -> None:
    """Restore the backup at `source` into this migrated installation without people; all or nothing in the database."""
    with tarfile.open(source, mode="r:gz") as archive:
        _check(json.loads(_read(archive, "manifest.json")))
        if User.objects.exists():
            raise NotEmpty
        files = _files(archive)
        _load(_read(archive, "database.json").decode())
        for path, member in files.items():
            _write(path, archive.extractfile(member), mode=member.mode & 0o755)


def _manifest() -> dict[str, object]:
    return {"format": FORMAT, "made_at": timezone.now().isoformat(), "migrations": _migrations()}


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _check(manifest: dict[str, object]) -> None:
    if manifest.get("format") != FORMAT or manifest.get("migrations") != _migrations():
        raise UnknownBackup


def _models() -> list[type[models.Model]]:
    managed = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]  # noqa: SLF001 (`_meta` is public)
    kept = [model for model in managed if model._meta.label_lower not in LEFT_OUT]  # noqa: SLF001 (`_meta` is public)
    # Content types first: whatever else is loaded may ask for them, and would make them with other numbers.
    return sorted(kept, key=lambda model: model is not ContentType)


def _rows() -> Iterator[models.Model]:
    for model in _models():
        yield from model._base_manager.order_by("pk").iterator(chunk_size=500)  # noqa: SLF001 (every row, hidden or not)


def _load(rows: str) -> None:
    # Foreign keys are checked when the transaction ends, on both databases: the order of the rows does not matter.
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        kept = [table for table in tables if table != MigrationRecorder.Migration._meta.db_table]  # noqa: SLF001 (`_meta` is public)
        for statement in connection.ops.sql_flush(no_style(), kept, allow_cascade=True):
            cursor.execute(statement)
        ContentType.objects.clear_cache()
        for row in serializers.deserialize("json", rows):
            row.save()
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _files(archive: tarfile.TarFile) -> dict[Path, tarfile.TarInfo]:
    """Return the files of the backup by where they belong; what is no file or would lie elsewhere is none of ours.

    The filters that Python has for this came with 3.11.4, which Debian 12 has not.
    """
    found = {}
    for member in archive.getmembers():
        folder, *parts = PurePosixPath(member.name).parts
        if folder == "files" and not member.isdir():
            if not member.isfile() or ".." in parts:
                raise UnknownBackup
            found[VAR.joinpath(*parts)] = member
    return found


def _write(path: Path, content: IO[bytes] | None, *, mode: int) -> None:
    """Write a file that nobody else can read until it has its mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if content:
            shutil.copyfileobj(content, file)
        os.fchmod(file.fileno(), mode)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        file = archive.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise UnknownBackup
    return file.read()
