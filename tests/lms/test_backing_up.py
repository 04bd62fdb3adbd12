"""A backup restores into an empty installation, where a certificate is still verified and its file is the same."""

import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

from lms import backing_up
from lms.settings.environment import VAR

ROOT = Path(__file__).resolve().parents[2]

MAKE = """
from accounts.models import User
from certificates.issuing import holder_for, issue
from certificates.tasks import draw
from certificates.models import Certificate
import uuid
from django.utils import timezone
user = User.objects.create_user("amina@example.org", "a-long-password", name_ar="أمينة", name_latin="Amina",
                                names_confirmed_at=timezone.now())
words = {"course": "x", "issuer": "y", "signatory_name": "", "signatory_title": "z"}
facts = {"ar": words, "fr": words, "en": words, "hours": 2, "completed_on": "2026-11-25", "issued_on": "2026-11-25",
         "specimen": True}
made = issue(holder=holder_for(user), subject_uid=uuid.uuid4(), kind="completion", facts=facts)
draw(made.pk)
made.refresh_from_db()
print("MADE", made.serial, made.sha256)
"""

LOOK = """
import hashlib
from certificates.models import Certificate
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
it = Certificate.objects.get()
page = Client().get(f"/v/{it.serial}/")
print("SEEN", it.serial, hashlib.sha256(it.file.read()).hexdigest(), page.status_code, "أمينة" in page.content.decode())
"""


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.dev"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_backup_restores_into_an_empty_installation(
    new_installation: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    first, second, file = new_installation("first"), new_installation("second"), tmp_path / "backup.tar.gz"
    made = manage(first, "shell", "--no-imports", "-c", MAKE)
    assert "MADE" in made.stdout, made.stderr
    serial, sha256 = made.stdout.split("MADE ", 1)[1].split("\n")[0].split(" ")

    backup = manage(first, "backup", str(file))
    restore = manage(second, "restore", str(file))
    seen = manage(second, "shell", "--no-imports", "-c", LOOK)

    assert (backup.returncode, restore.returncode) == (0, 0), backup.stderr + restore.stderr
    assert f"SEEN {serial} {sha256} 200 True" in seen.stdout, seen.stderr
    assert file.stat().st_mode & 0o077 == 0
    first_key, second_key = (Path(one["KAFAAT_VAR"]) / "secrets" / "secret_key" for one in (first, second))
    assert first_key.read_text() == second_key.read_text()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "kind"), [("files/../escaped", tarfile.REGTYPE), ("files/media/link", tarfile.SYMTYPE)]
)
def test_restore_writes_files_in_the_data_folder_only(tmp_path: Path, name: str, kind: bytes) -> None:
    good, bad = tmp_path / "good.tar.gz", tmp_path / "bad.tar.gz"
    backing_up.back_up(good)
    with tarfile.open(good) as source, tarfile.open(bad, "w:gz") as target:
        for part in ("manifest.json", "database.json"):
            target.addfile(source.getmember(part), source.extractfile(part))
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc"
        target.addfile(member)
    before = ContentType.objects.count()

    with pytest.raises(backing_up.UnknownBackup):
        backing_up.restore(bad)

    assert ContentType.objects.count() == before
    assert not (VAR.parent / "escaped").exists()


def test_restore_refuses_an_installation_with_people_and_what_is_no_backup(
    installation: dict[str, str], tmp_path: Path
) -> None:
    var, file, other = installation, tmp_path / "backup.tar.gz", tmp_path / "other.txt"
    other.write_text(json.dumps({"not": "a backup"}))
    manage(
        var, "shell", "--no-imports", "-c", "from accounts.models import User; User.objects.create_user('a@b.dz', 'x')"
    )
    manage(var, "backup", str(file))

    onto_people = manage(var, "restore", str(file))
    no_backup = manage(var, "restore", str(other))
    twice = manage(var, "backup", str(file))

    assert (onto_people.returncode, no_backup.returncode, twice.returncode) == (1, 1, 1)
    assert "people already" in onto_people.stderr
    assert "not a backup" in no_backup.stderr
    assert "never overwrites" in twice.stderr
