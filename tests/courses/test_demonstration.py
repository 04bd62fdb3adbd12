import json
import stat
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client
from wagtail.images import get_image_model

import lms.demonstration
from accounts.models import User
from cms.models import EditorialPage, SiteSettings
from courses import demonstration
from courses.models import Course, CoursePage, CourseVersion, LessonPage, Question
from lms.demonstration import people
from tests import factories

pytestmark = pytest.mark.django_db
FOLDER = Path(lms.demonstration.__file__).parent


def whole_catalogue() -> list[dict[str, Any]]:
    catalogue: list[dict[str, Any]] = json.loads((FOLDER / "catalogue.json").read_text())
    return catalogue


def some_courses() -> list[dict[str, Any]]:
    """Return one course that is written in full and one of which only the outline is."""
    catalogue = whole_catalogue()
    full = next(course for course in catalogue if course["complete"])
    outline = next(course for course in catalogue if not course["complete"])
    return [full, outline]


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Load the demonstration with two of its courses; return the file of its accounts."""
    file = tmp_path / "demo_accounts.json"
    for source in FOLDER.glob("*.json"):
        (tmp_path / source.name).write_text(source.read_text())
    (tmp_path / "catalogue.json").write_text(json.dumps(some_courses()))
    monkeypatch.setattr(people, "accounts_file", lambda: file)
    monkeypatch.setattr("lms.management.commands.load_demo.DATA", tmp_path)
    call_command("load_demo", stdout=StringIO())
    return file


def test_demonstration_is_whole_and_loaded_once(loaded: Path, client: Client) -> None:
    before = (loaded.read_text(), *Course.objects.order_by("pk").values_list("changed_at", flat=True))

    started = time.monotonic()
    call_command("load_demo", stdout=StringIO())

    assert time.monotonic() - started < 3
    assert (loaded.read_text(), *Course.objects.order_by("pk").values_list("changed_at", flat=True)) == before
    assert CourseVersion.objects.count() == 2
    assert sorted(Course.objects.values_list("state", "is_outline_only")) == [("released", False), ("released", True)]
    assert CoursePage.objects.count() == 6
    assert EditorialPage.objects.count() == 12
    assert SiteSettings.objects.get().is_demonstration
    assert client.get("/fr/privacy/").status_code == 200
    full = Course.objects.get(is_outline_only=False)
    assert full.in_language("ar").languages == ("ar", "fr")
    assert client.get(full.in_language("ar").items[0].url).status_code == 200


def test_accounts_can_sign_in_and_are_kept_secret(loaded: Path) -> None:
    accounts = json.loads(loaded.read_text())["accounts"]

    assert [account["role"] for account in accounts] == ["learner", "trainer", "editor", "admin"]
    assert stat.S_IMODE(loaded.stat().st_mode) == 0o600
    for account in accounts:
        person = User.objects.get(email=account["email"])
        assert person.check_password(account["password"])
        assert EmailAddress.objects.get(user=person).verified
        assert person.consents.count() == 2
    assert User.objects.get(email="trainer@demo.example").groups.get().name == "Trainers"


def test_isolates_become_elements(client: Client) -> None:
    course = factories.released_course(languages=("ar",))
    page = LessonPage.objects.get(slug="lesson-1-1")
    page.body = [("text", "<p>في \u206612/01/2012\u2069 وبعده &amp; غيره</p>")]
    page.save()

    html = client.get(f"/ar/courses/{course.slug}/module-1/lesson-1-1/").content.decode()

    assert "12/01/2012</bdi>" in html
    assert "\u2066" not in html


def test_questions_are_one_in_every_language(loaded: Path) -> None:
    question = Question.objects.filter(locale__language_code="ar").first()

    assert question is not None
    assert question.owner == User.objects.get(email="trainer@demo.example")
    assert Question.objects.filter(translation_key=question.translation_key).count() == 2
    assert demonstration.LANGUAGES == ("ar", "fr", "en")


def test_one_lesson_is_studied_and_asks_two_minutes() -> None:
    studied = [course for course in whole_catalogue() if '"rule": "studied"' in json.dumps(course)]
    editor = factories.learner()
    for course in studied:
        factories.theme(course["theme"])
    demonstration.load(studied, FOLDER / "pictures", trainer=editor, editor=editor, tell=lambda _slug: None)

    items = [item for version in CourseVersion.objects.all() for item in version.outline]

    assert [item["policy"] for item in items if item["rule"] == "studied"] == [{"seconds": 120}]


def test_lesson_of_blocks_shows_them_in_arabic_and_french(client: Client) -> None:
    editor = factories.learner()
    blocks = [course for course in whole_catalogue() if any("blocks" in item for item in items_of(course))]
    factories.theme(blocks[0]["theme"])

    demonstration.load(blocks, FOLDER / "pictures", trainer=editor, editor=editor, tell=lambda _slug: None)

    course = Course.objects.get()
    written = [item["uid"] for item in items_of(blocks[0]) if "blocks" in item]
    assert course.slug == "countering-disinformation"
    for language, key_idea in (("ar", "أقدم ظهور للصورة"), ("fr", "La plus ancienne apparition")):
        url = next(item.url for item in course.in_language(language).items if item.uid in written)
        page = client.get(url).content.decode()
        assert key_idea in page
        assert page.count("<img") == 1
        assert page.count('class="steps__title"') == 4
    assert get_image_model().objects.count() == 1
    french = LessonPage.objects.get(translation_key=written[0], locale__language_code="fr")
    assert all(
        step.get("id") for block in french.body.raw_data if block["type"] == "steps" for step in block["value"]["steps"]
    )


def items_of(course: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for module in course["modules"] for item in module["lessons"]]
