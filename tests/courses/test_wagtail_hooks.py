import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses import releasing
from courses.models import Course, CoursePage, LessonPage, ModulePage, Question
from tests import factories
from tests.staff import own, person, signed_in

pytestmark = pytest.mark.django_db


def act(client: Client, name: str, page: CoursePage, **data: str) -> int:
    return client.post(reverse(f"courses_admin:{name}", args=[page.pk]), data).status_code


def test_trainer_submits_own_course_and_editor_releases_it() -> None:
    trainer, editor = person("Trainers"), person("Editors")
    page = factories.course_page()
    own(page, trainer)

    assert act(signed_in(trainer), "submit", page) == 302
    assert Course.objects.get(pk=page.translation_key).submitted_at is not None
    assert act(signed_in(trainer), "release", page) == 302
    assert Course.objects.get(pk=page.translation_key).state == "draft"
    assert page.title in signed_in(editor).get("/cms/").content.decode()
    assert act(signed_in(editor), "release", page) == 302

    assert Course.objects.get(pk=page.translation_key).state == "released"


def test_trainer_cannot_submit_or_extend_the_course_of_another() -> None:
    trainer = person("Trainers")
    page = factories.course_page()
    client = signed_in(trainer)

    act(client, "submit", page)
    answer = client.get(reverse("wagtailadmin_pages:add", args=["courses", "modulepage", page.pk]))

    assert not Course.objects.exists()
    assert answer.status_code == 302


def test_acts_ask_first() -> None:
    page = factories.course_page()
    client = signed_in(person("Editors"))

    for name in ("submit", "release", "return", "retire", "reopen"):
        answer = client.get(reverse(f"courses_admin:{name}", args=[page.pk]))
        assert answer.status_code == 200
        assert 'dir="rtl"' in answer.content.decode()

    assert not Course.objects.exists()


def test_refusal_is_shown() -> None:
    page = factories.course_page(lessons=0, quizzes=0)
    client = signed_in(person("Editors"))

    answer = client.post(reverse("courses_admin:release", args=[page.pk]), follow=True)

    assert not Course.objects.exists()
    assert any("lesson" in str(m) or "درس" in str(m) for m in answer.context["messages"])


def test_course_begun_in_french_is_refused_with_a_reason() -> None:
    page = factories.course_page(languages=("fr",))
    client = signed_in(person("Editors"))

    for name in ("submit", "release"):
        answer = client.post(reverse(f"courses_admin:{name}", args=[page.pk]), follow=True)
        assert any("العربية" in str(m) for m in answer.context["messages"])

    assert not Course.objects.exists()


def test_first_release_asks_for_no_class_of_change() -> None:
    page = factories.course_page()
    releasing.submit(page, None)
    client = signed_in(person("Editors"))

    assert b"change_class" not in client.get(reverse("courses_admin:release", args=[page.pk])).content
    act(client, "release", page, change_class="additive")
    assert Course.objects.get().state == "released"
    assert b"change_class" in client.get(reverse("courses_admin:release", args=[page.pk])).content


def test_returning_and_retiring() -> None:
    page = factories.course_page()
    editor = signed_in(person("Editors"))
    releasing.submit(page, None)

    act(editor, "return", page, comment="")
    assert Course.objects.get().submitted_at is not None
    act(editor, "return", page, comment="راجع")
    assert Course.objects.get().submitted_at is None
    act(editor, "release", page)
    act(editor, "retire", page)

    assert Course.objects.get().state == "retired"


def test_retired_course_is_offered_to_be_reopened() -> None:
    course = factories.released_course()
    page = CoursePage.objects.get(locale__language_code="ar")
    editor = signed_in(person("Editors"))
    edit, addresses = reverse("wagtailadmin_pages:edit", args=[page.pk]), {}
    for name in ("retire", "reopen"):
        addresses[name] = reverse(f"courses_admin:{name}", args=[page.pk])

    found = []
    for name in ("retire", "reopen"):
        html = editor.get(edit).content.decode()
        found.append([address in html for address in addresses.values()])
        act(editor, name, page)

    course.refresh_from_db()
    assert found == [[True, False], [False, True]]
    assert course.state == "released"


def test_trainer_may_not_reopen_their_course() -> None:
    trainer = person("Trainers")
    course = factories.released_course()
    page = CoursePage.objects.get(locale__language_code="ar")
    own(page, trainer)
    releasing.retire(course, None)

    act(signed_in(trainer), "reopen", page)

    course.refresh_from_db()
    assert course.state == "retired"


@pytest.mark.parametrize("is_superuser", [True, False])
def test_publishing_a_page_alone_only_saves_a_draft(is_superuser: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    course = factories.released_course(languages=("ar",))
    editor = person("Editors")
    User.objects.filter(pk=editor.pk).update(is_superuser=is_superuser)
    module = ModulePage.objects.get()
    client = signed_in(User.objects.get(pk=editor.pk))
    stamp = Course.objects.get().changed_at

    client.post(
        reverse("wagtailadmin_pages:edit", args=[module.pk]),
        {
            "title": "عنوان آخر",
            "slug": module.slug,
            "action-publish": "1",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )

    module.refresh_from_db()
    assert module.title == "Module 1 ar"
    assert module.has_unpublished_changes
    assert Course.objects.get(pk=course.pk).changed_at == stamp


def test_new_page_is_not_published_alone() -> None:
    factories.released_course(languages=("ar",))
    page = CoursePage.objects.get()
    client = signed_in(person("Editors"))

    client.post(
        reverse("wagtailadmin_pages:add", args=["courses", "modulepage", page.pk]),
        {
            "title": "وحدة",
            "slug": "another",
            "action-publish": "1",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )

    module = ModulePage.objects.get(slug="another")
    assert (module.live, module.has_unpublished_changes) == (False, True)


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_released_page_is_not_removed(action: str) -> None:
    factories.released_course(languages=("ar",))
    lesson = LessonPage.objects.first()
    assert lesson is not None
    client = signed_in(person("Editors"))

    client.post(reverse(f"wagtailadmin_pages:{action}", args=[lesson.pk]))

    lesson.refresh_from_db()
    assert lesson.live


@pytest.mark.parametrize("action", ["publish", "delete", "unpublish"])
def test_released_pages_are_not_removed_in_bulk(action: str) -> None:
    factories.released_course(languages=("ar",))
    pages = list(LessonPage.objects.all())
    client = signed_in(person("Editors"))
    query = "&".join(f"id={page.pk}" for page in pages)

    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{query}")

    assert LessonPage.objects.filter(live=True).count() == len(pages)


def test_trainer_finds_own_courses_and_why_they_came_back() -> None:
    trainer = person("Trainers")
    page, other = factories.course_page(languages=("ar",)), factories.course_page(languages=("ar",))
    own(page, trainer)
    releasing.return_to_trainer(releasing.submit(page, trainer), None, "راجع عنوان الدرس الأول")

    returned = signed_in(trainer).get("/cms/").content.decode()
    releasing.submit(page, trainer)
    submitted = signed_in(trainer).get("/cms/").content.decode()

    assert page.title in returned
    assert other.title not in returned
    assert "راجع عنوان الدرس الأول" in returned
    assert "راجع عنوان الدرس الأول" not in submitted


def test_editor_compares_what_changed_before_releasing() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    french = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="fr")
    french.title = "Titre revu"
    french.save_revision()
    client = signed_in(person("Editors"))

    html = client.get(reverse("courses_admin:release", args=[page.pk])).content.decode()

    compare = reverse("wagtailadmin_pages:revisions_compare", args=[french.pk, "live", "latest"])
    assert html.count("/revisions/compare/") == 1
    assert compare in html
    assert "Titre revu" in client.get(compare).content.decode()


def test_administration_carries_our_name_and_mark() -> None:
    html = signed_in(person("Editors")).get("/cms/").content.decode()

    assert "- كفاءات+</title>" in html.replace(" \n", "")
    assert "admin-mark" in html
    assert "motif/mark" in html
    assert "قصصات" not in html


def test_menu_offers_acts_on_the_course_instead_of_publishing() -> None:
    page = factories.course_page(languages=("ar",))
    trainer, editor = person("Trainers"), person("Editors")
    own(page, trainer)

    for client, name in ((signed_in(trainer), "submit"), (signed_in(editor), "release")):
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert 'name="action-publish"' not in html
        assert reverse(f"courses_admin:{name}", args=[page.pk]) in html


def test_question_is_changed_by_its_owner_and_editors_only() -> None:
    factories.released_course(languages=("ar",))
    trainer, editor = person("Trainers"), person("Editors")
    mine, other = Question.objects.all()[:2]
    Question.objects.filter(pk=mine.pk).update(owner=trainer)

    def status(someone: User, question: Question) -> int:
        url = reverse("wagtailsnippets_courses_question:edit", args=[question.pk])
        return signed_in(someone).get(url).status_code

    assert status(trainer, mine) == 200
    assert status(trainer, other) == 302
    assert status(editor, other) == 200


def test_only_the_editor_of_questions_relaxes_the_policy() -> None:
    client = signed_in(person("Trainers"))

    question = client.get(reverse("wagtailsnippets_courses_question:add"))
    other = client.get("/cms/")

    assert "'unsafe-inline'" in question.headers["Content-Security-Policy"]
    assert "ckeditor" in question.content.decode()
    assert "'unsafe-inline'" not in other.headers["Content-Security-Policy"]


def test_explanation_is_cleaned() -> None:
    question = Question.objects.create(
        prompt="؟",
        explanation='<p onclick="x()">نص<script>x()</script><a href="javascript:x()">رابط</a></p>',
        locale_id=1,
    )

    question.refresh_from_db()

    assert "script" not in question.explanation
    assert "onclick" not in question.explanation
