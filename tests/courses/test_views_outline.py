"""The page of a whole course, and who may act on it."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses import releasing
from courses.editing import leave_out
from courses.models import CoursePage, LessonPage, ModulePage
from courses.outlining import PartState, read_outline
from courses.translating import TranslationState
from tests import factories
from tests.staff import own, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return factories.course_page(modules=2)


@pytest.fixture
def editor() -> Client:
    return signed_in(person("Editors"))


def address(act: str, course: Page) -> str:
    return reverse(f"courses_admin:{act}", args=[course.pk])


def of(course: CoursePage, slug: str) -> Any:
    return course.get_descendants().get(slug=slug)


def test_outline_shows_all_parts_with_what_can_be_done(course: CoursePage, editor: Client) -> None:
    html = editor.get(address("outline", course)).content.decode()

    assert 'dir="rtl"' in html
    for page in course.get_descendants():
        assert f'id="part-{page.pk}"' in html
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
        assert reverse("wagtailadmin_pages:view_draft", args=[page.pk]) in html
    # The first module has nobody above it, the last nobody below, and so have the first item and the last.
    assert html.count('name="before"') == 2 * (6 + 2) - 4 + 1
    assert reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", of(course, "module-1").pk]) in html
    assert " style=" not in html.partition("<main")[2]
    assert "onclick" not in html


def test_outline_tells_states_and_languages(course: CoursePage) -> None:
    releasing.release(course, None)
    draft = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="fr")
    draft.title = "Titre revu"
    draft.save_revision()
    leave_out(of(course, "lesson-1-2"), None)
    module = of(course, "module-2")
    module.add_child(instance=LessonPage(title="جديد", slug="new", locale=module.locale))

    first, second = read_outline(course).modules

    assert [item.state for item in first.items] == [PartState.CHANGED, PartState.LEFT_OUT, PartState.RELEASED]
    assert [item.state for item in second.items][-1] == PartState.NEW
    assert first.items[0].languages[0].page.title == "Titre revu"
    assert second.items[-1].languages[0].state == TranslationState.MISSING
    assert (first.up, second.down) == (None, None)


def test_steps_lead_over_the_edge_of_a_module(course: CoursePage, editor: Client) -> None:
    first, second = read_outline(course).modules
    down = first.items[-1].down
    assert down is not None
    assert (down.into, down.before) == (second.page.pk, second.items[0].page.pk)

    words = {"page": first.items[-1].page.pk, "into": down.into, "before": down.before}
    answer = editor.post(address("arrange", course), words)

    assert answer.headers["Location"] == f"{address('outline', course)}#part-{words['page']}"
    assert read_outline(course).modules[1].items[0].page.slug == "quiz-1-1"


def test_copying_a_course_leads_to_its_outline(course: CoursePage, editor: Client) -> None:
    answer = editor.post(address("duplicate", course), {"page": course.pk, "key": str(uuid.uuid4())})

    copy = CoursePage.objects.get(slug=f"{course.slug}-copy", locale__language_code="ar")
    assert answer.headers["Location"].startswith(address("outline", copy))


def test_what_is_gone_or_nonsense_is_refused_in_words(course: CoursePage, editor: Client) -> None:
    foreign = factories.course_page(languages=("ar",))
    before = list(Page.objects.order_by("path").values_list("pk", "path"))

    for act, words in [
        ("arrange", {}),
        ("arrange", {"page": "x", "into": "y"}),
        ("arrange", {"page": foreign.pk, "into": course.pk}),
        ("arrange", {"page": "9" * 40, "into": course.pk}),
        ("duplicate", {"page": course.pk, "key": "-"}),
        ("duplicate", {"page": foreign.pk, "key": str(uuid.uuid4())}),
    ]:
        answer = editor.post(address(act, course), words, follow=True)
        assert len(list(answer.context["messages"])) == 1

    assert list(Page.objects.order_by("path").values_list("pk", "path")) == before


def test_trainer_arranges_and_copies_own_courses_alone(course: CoursePage) -> None:
    trainer, other = person("Trainers"), person("Trainers")
    own(course, trainer)
    lesson = of(course, "lesson-1-1")
    move = {"page": lesson.pk, "into": of(course, "module-2").pk, "before": ""}
    copy = {"page": lesson.pk, "key": str(uuid.uuid4())}
    pages = Page.objects.count()

    stranger = signed_in(other)
    assert stranger.get(address("outline", course)).status_code == 302
    assert stranger.post(address("arrange", course), move).status_code == 302
    assert stranger.post(address("duplicate", course), copy).status_code == 302
    assert stranger.post(address("duplicate", course), {**copy, "page": course.pk}).status_code == 302
    assert (Page.objects.count(), Page.objects.get(pk=lesson.pk).get_parent().slug) == (pages, "module-1")

    client = signed_in(trainer)
    assert client.get(address("outline", course)).status_code == 200
    client.post(address("arrange", course), move)
    client.post(address("duplicate", course), copy)
    assert Page.objects.get(pk=lesson.pk).get_parent().slug == "module-2"
    assert Page.objects.filter(slug="lesson-1-1-copy", owner=trainer).count() == 1


def test_translation_leads_to_the_outline_of_its_source(course: CoursePage, editor: Client) -> None:
    french = CoursePage.objects.get(locale__language_code="fr")
    alone = factories.course_page(languages=("fr",))

    assert editor.get(address("outline", french)).headers["Location"] == address("outline", course)
    answer = editor.get(address("outline", alone), follow=True)
    assert any("العربية" in str(message) for message in answer.context["messages"])


def test_form_of_submission_lists_what_blocks_and_offers_no_button(course: CoursePage) -> None:
    trainer = person("Trainers")
    own(course, trainer)
    client = signed_in(trainer)
    assert 'class="button" type="submit"' in client.get(address("submit", course)).content.decode()
    lesson = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="ar")
    lesson.body = []
    lesson.save_revision()

    html = client.get(address("submit", course)).content.decode()
    answer = client.post(address("submit", course), follow=True)

    assert 'class="button" type="submit"' not in html
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in html
    assert any(lesson.title in str(message) for message in answer.context["messages"])


def test_trainer_finds_the_outline_from_the_first_page_and_the_course(course: CoursePage) -> None:
    trainer = person("Trainers")
    own(course, trainer)
    client = signed_in(trainer)

    for page in ("/cms/", reverse("wagtailadmin_explore", args=[course.pk])):
        assert address("outline", course) in client.get(page).content.decode()


def test_module_without_items_is_a_place_too(course: CoursePage) -> None:
    empty = course.add_child(instance=ModulePage(title="فارغة", slug="empty", locale=course.locale))

    down = read_outline(course).modules[1].items[-1].down

    assert down is not None
    assert (down.into, down.before) == (empty.pk, None)
