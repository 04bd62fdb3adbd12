"""By what a lesson counts as done, from the trainer's page into a version's outline."""

from typing import Any

import pytest

from courses import comparing, releasing
from courses.models import CoursePage, CourseVersion, LessonPage
from tests import factories
from tests.films import document_block, give, video_block

pytestmark = pytest.mark.django_db
Kind, Rule = LessonPage.Kind, LessonPage.Rule


def lesson(kind: str, rule: str = Rule.AUTOMATIC, *blocks: tuple[str, Any], minutes: int = 10) -> LessonPage:
    page = LessonPage(title="درس", kind=kind, rule=rule, minutes=minutes)
    for block in blocks:
        page.body.append(block)
    return page


def test_default_rule_follows_from_what_the_lesson_holds() -> None:
    assert lesson(Kind.TEXT).asks() == ("read", {})
    assert lesson(Kind.TEXT, Rule.AUTOMATIC, video_block(), document_block()).asks() == ("read", {})
    assert lesson(Kind.VIDEO).asks() == ("read", {})
    assert lesson(Kind.VIDEO, Rule.AUTOMATIC, video_block(240)).asks() == ("watched", {"length": 240, "share": 80})
    assert lesson(Kind.DOCUMENT).asks() == ("read", {})
    assert lesson(Kind.DOCUMENT, Rule.AUTOMATIC, document_block()).asks() == ("opened", {})


def test_chosen_rule_stands_whatever_the_kind() -> None:
    assert lesson(Kind.VIDEO, Rule.READ, video_block()).asks() == ("read", {})
    assert lesson(Kind.TEXT, Rule.WATCHED, video_block(61)).asks() == ("watched", {"length": 61, "share": 80})
    assert lesson(Kind.TEXT, Rule.OPENED, document_block()).asks() == ("opened", {})


@pytest.mark.parametrize(("minutes", "seconds"), [(1, 20), (9, 180), (10, 200), (5000, 3600)])
def test_studied_asks_a_third_of_the_stated_minutes(minutes: int, seconds: int) -> None:
    assert lesson(Kind.TEXT, Rule.STUDIED, minutes=minutes).asks() == ("studied", {"seconds": seconds})


def test_release_freezes_rule_and_policy() -> None:
    page = factories.course_page(lessons=4)
    give("lesson-1-1", minutes=9, rule=Rule.STUDIED)
    give("lesson-1-2", video_block(240), kind=Kind.VIDEO)
    give("lesson-1-3", document_block(), kind=Kind.DOCUMENT)

    outline = releasing.release(page, None).outline

    assert [(item["rule"], item["policy"]) for item in outline[:4]] == [
        ("studied", {"seconds": 180}),
        ("watched", {"length": 240, "share": 80}),
        ("opened", {}),
        ("read", {}),
    ]


def test_outline_of_lessons_without_media_is_as_it_was() -> None:
    page = factories.course_page()
    give("lesson-1-1", kind=Kind.VIDEO)
    give("lesson-1-2", kind=Kind.DOCUMENT)

    outline = releasing.release(page, None).outline

    assert [(item["rule"], item["policy"]) for item in outline[:2]] == [("read", {})] * 2


@pytest.mark.parametrize(
    ("rule", "refusal"), [(Rule.WATCHED, releasing.NothingToWatch), (Rule.OPENED, releasing.NothingToOpen)]
)
def test_rule_that_nobody_can_meet_is_refused(rule: str, refusal: type[releasing.ReleaseRefused]) -> None:
    page = factories.course_page()
    title = give("lesson-1-1", rule=rule).title

    with pytest.raises(refusal) as refused:
        releasing.release(page, None)

    assert title in str(refused.value)
    assert not CourseVersion.objects.exists()


def test_video_whose_length_or_film_is_missing_is_nothing_to_watch() -> None:
    page = factories.course_page(lessons=1)
    give("lesson-1-1", video_block(0), rule=Rule.WATCHED)

    with pytest.raises(releasing.NothingToWatch):
        releasing.release(page, None)

    changed = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="ar")
    changed.body[-1].value["seconds"] = 60
    changed.body[-1].value["film"].delete()
    changed.save()
    with pytest.raises(releasing.NothingToWatch):
        releasing.release(page, None)


def test_lesson_that_is_left_out_or_only_outlined_keeps_no_release_back() -> None:
    page = factories.course_page(is_outline_only=True)
    give("lesson-1-1", rule=Rule.WATCHED)
    assert releasing.release(page, None).number == 1

    CoursePage.objects.update(is_outline_only=False)
    give("lesson-1-1", is_left_out=True)
    page.refresh_from_db()
    assert releasing.release(page, None).number == 2


def test_changed_rule_is_substantive() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    give("lesson-1-1", rule=Rule.STUDIED)

    with pytest.raises(releasing.ChangeUnderstated):
        releasing.release(page, None, releasing.Decision("additive"))
    version = releasing.release(page, None)

    assert version.change_class == "substantive"


def test_film_with_another_length_is_substantive() -> None:
    item = {"uid": "1", "module_uid": "m", "kind": "video", "weight": 1, "required": True, "rule": "watched"}
    before, after = ([{**item, "policy": {"length": length, "share": 80}}] for length in (240, 250))

    assert comparing.propose(before, after, keys_before={}, keys_after={}) == "substantive"
