import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from cms.visitors import forget_pages
from courses import releasing
from courses.models import Course, LessonPage
from library.citations import cite
from library.models import RegulatoryText
from tests import factories

pytestmark = pytest.mark.django_db


def lesson_url(course: Course, language: str = "ar", slug: str = "lesson-1-1") -> str:
    return f"/{language}/courses/{course.slug}/module-1/{slug}/"


def test_lesson_is_read_without_account(client: Client) -> None:
    course = factories.released_course()

    page = client.get(lesson_url(course, "fr")).content.decode()

    assert "<p" in page
    assert "Text 1.1 fr" in page
    assert "CC-BY-4.0" in page


def test_untranslated_lesson_shows_its_source_with_a_notice(client: Client) -> None:
    course = factories.released_course()

    response = client.get(lesson_url(course, "en"))

    assert response.context["lesson"].is_fallback
    assert "Text 1.1 ar" in response.content.decode()
    assert "shown in its original language" in response.content.decode()


def test_lesson_in_no_released_version_is_not_found(client: Client) -> None:
    course = factories.released_course(languages=("ar",))
    page = LessonPage.objects.get(slug="lesson-1-1")
    page.get_parent().add_child(instance=LessonPage(title="جديد", slug="unreleased", locale=page.locale))

    response = client.get(lesson_url(course, slug="unreleased"))

    assert response.status_code == 404


def test_draft_course_is_not_found(client: Client) -> None:
    page = factories.course_page()
    releasing.submit(page, None)

    assert client.get(f"/ar/courses/{page.slug}/").status_code == 404
    assert client.get(f"/ar/courses/{page.slug}/module-1/lesson-1-1/").status_code == 404
    assert client.get("/ar/courses/").context["total"] == 0


def test_outline_only_course_cannot_be_enrolled_in(client: Client) -> None:
    course = factories.released_course(is_outline_only=True)

    page = client.get(f"/en/courses/{course.slug}/").content.decode()

    assert "only its outline is written" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.get(lesson_url(course)).status_code == 404


def test_quiz_is_handed_over_to_learning(client: Client) -> None:
    course = factories.released_course()

    response = client.get(lesson_url(course, slug="quiz-1-1"))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/ar/learn/")


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 2),
        ("theme=youth", 1),
        ("level=advanced&level=beginner", 2),
        ("level=advanced", 1),
        ("hours=long", 1),
        ("language=fr", 2),
        ("language=en", 0),
        ("theme=%00&level=x'--&hours=9&language=xx&page=-7", 2),
        ("page=zzz&unknown=1", 2),
    ],
)
def test_catalogue_narrows_and_ignores_nonsense(query: str, total: int, client: Client) -> None:
    factories.released_course(lessons=1, quizzes=0)
    factories.released_course(lessons=1, quizzes=0, theme=factories.theme("youth"), level="advanced", hours=8)

    response = client.get(f"/fr/courses/?{query}")

    assert response.status_code == 200
    assert response.context["total"] == total


def test_facets_count_what_choosing_would_show(client: Client) -> None:
    factories.released_course(lessons=1, quizzes=0)
    factories.released_course(lessons=1, quizzes=0, level="advanced")

    facets = {facet.name: facet for facet in client.get("/en/courses/?level=advanced").context["facets"]}

    assert [(o.value, o.count, o.is_on) for o in facets["level"].options] == [
        ("beginner", 1, False),
        ("intermediate", 0, False),
        ("advanced", 1, True),
    ]
    assert [(o.value, o.count) for o in facets["hours"].options] == [("short", 1), ("medium", 0), ("long", 0)]


def test_visitors_page_is_kept_until_a_release(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    factories.released_course(lessons=1, quizzes=0)
    first = client.get("/ar/courses/")

    with django_assert_num_queries(0):
        again = client.get("/ar/courses/", headers={"if-none-match": first.headers["ETag"]})
    with django_capture_on_commit_callbacks(execute=True):
        factories.released_course(lessons=1, quizzes=0)
    after = client.get("/ar/courses/", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304
    assert after.status_code == 200


def test_home_shows_courses_and_themes(client: Client) -> None:
    course = factories.released_course()

    response = client.get("/fr/")

    assert course.slug in response.content.decode()
    assert "/fr/courses/?theme=" in response.content.decode()


def test_retired_course_keeps_its_pages_and_takes_nobody_new(client: Client) -> None:
    course = factories.released_course()
    releasing.retire(course, None)

    page = client.get(f"/en/courses/{course.slug}/").content.decode()

    assert "no longer takes new learners" in page
    assert client.get(lesson_url(course)).status_code == 200
    assert client.get("/ar/courses/").context["total"] == 0


def test_lesson_ends_with_the_texts_it_cites(client: Client) -> None:
    course = factories.released_course(lessons=2)
    lesson = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="ar")
    text = RegulatoryText.objects.create(
        uri="dz/law/1999/99-01",
        kind="law",
        number="99-01",
        title_ar="قانون التجربة",
        confidence="high",
        is_published=True,
    )
    cite(lesson.translation_key, [f"{text.uri}/art-2", f"{text.uri}/art-4"])

    citing = client.get(lesson_url(course)).content.decode()
    other = client.get(lesson_url(course, slug="lesson-1-2")).content.decode()

    assert f'href="/ar/library/{text.uri}/"' in citing
    assert "<bdi>2, 4</bdi>" in citing
    assert text.title_ar not in other

    text.title_ar = "قانون التجربة الثانية"
    text.save()
    forget_pages()
    assert text.title_ar in client.get(lesson_url(course)).content.decode()


def test_course_counts_lessons_and_quizzes_apart(client: Client) -> None:
    course = factories.released_course(lessons=3, quizzes=1, modules=2)
    alone = factories.released_course(lessons=1, quizzes=0)

    assert "6 دروس واختباران" in client.get(f"/ar/courses/{course.slug}/").content.decode()
    assert "6 leçons et 2 quiz" in client.get(f"/fr/courses/{course.slug}/").content.decode()
    assert '<p class="small muted">درس واحد\n' in client.get(f"/ar/courses/{alone.slug}/").content.decode()


def test_lesson_that_was_moved_is_found_at_its_old_address(client: Client) -> None:
    course = factories.released_course(lessons=2, quizzes=0)
    module = course.contents["ar"]["modules"][0]
    moved = {**module, "uid": "00000000-0000-0000-0000-000000000001", "slug": "module-2", "items": [module["items"][1]]}
    course.contents["ar"]["modules"] = [{**module, "items": module["items"][:1]}, moved]
    course.changed_at = timezone.now()
    course.save()

    answer = client.get(f"/ar/courses/{course.slug}/module-1/lesson-1-2/")

    assert answer.headers["Location"] == f"/ar/courses/{course.slug}/module-2/lesson-1-2/"
    assert client.get(f"/ar/courses/{course.slug}/module-1/nowhere/").status_code == 404
