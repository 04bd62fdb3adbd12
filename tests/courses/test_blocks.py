"""A film and a document in a lesson, as trainers give them and as readers get them."""

import pytest
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from courses import releasing
from courses.blocks import LESSON_BLOCKS
from courses.blocks.media import VideoBlock
from courses.models import LessonPage
from courses.searching import plain_text
from tests import factories
from tests.films import document_block, film, give, video_block

pytestmark = pytest.mark.django_db


def read(client: Client, *blocks: tuple[str, object]) -> str:
    """Release a lesson with the blocks and return its page."""
    page = factories.course_page(lessons=1, quizzes=0)
    give("lesson-1-1", *blocks)
    releasing.release(page, None)
    return client.get(f"/ar/courses/{page.slug}/module-1/lesson-1-1/").content.decode()


def test_film_waits_for_the_press_and_has_its_transcript(client: Client) -> None:
    block = video_block(200)

    page = read(client, block)

    assert f'src="{block[1]["film"].url}"' in page
    assert 'controls playsinline preload="none" data-played' in page
    assert "autoplay" not in page
    assert "نص ما قيل" in page.partition("<details")[2]
    assert "3 دقائق و20 ثانية" in page
    assert "11 كيلوبايت" in page


def test_film_is_allowed_by_the_policy_of_the_page(client: Client) -> None:
    page = factories.course_page(lessons=1, quizzes=0)
    give("lesson-1-1", video_block())
    releasing.release(page, None)

    policy = client.get(f"/ar/courses/{page.slug}/module-1/lesson-1-1/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "media-src" not in policy


def test_document_is_offered_with_its_title_and_size(client: Client) -> None:
    page = read(client, document_block("نموذج القانون الأساسي"))

    assert "نموذج القانون الأساسي" in page
    assert "1 كيلوبايت · DOCX" in page


def test_document_without_a_title_has_its_files(client: Client) -> None:
    assert "statutes" in read(client, document_block())


def test_file_that_is_gone_from_the_disk_is_offered_without_a_size(client: Client) -> None:
    block = document_block()
    block[1]["file"].file.storage.delete(block[1]["file"].file.name)

    page = read(client, block)

    assert '<span class="file__sub">DOCX</span>' in page


def test_size_that_is_known_is_not_measured(client: Client) -> None:
    block = document_block()
    block[1]["file"].file_size = 84_000
    block[1]["file"].save()

    assert "84 كيلوبايت" in read(client, block)


def test_lesson_whose_files_were_deleted_is_still_read(client: Client) -> None:
    page = factories.course_page(lessons=1, quizzes=0)
    video, file = video_block(), document_block()
    give("lesson-1-1", video, file)
    releasing.release(page, None)
    video[1]["film"].delete()
    file[1]["file"].delete()

    answer = client.get(f"/ar/courses/{page.slug}/module-1/lesson-1-1/")

    assert answer.status_code == 200
    assert "نص ما قيل" in answer.content.decode()


@pytest.mark.parametrize("name", ["a.avi", "a.mp3", "a.pdf"])
def test_what_browsers_do_not_play_is_no_film(name: str) -> None:
    block = VideoBlock()
    value = block.to_python({"film": film(name).pk, "seconds": 60, "transcript": "<p>.</p>"})

    with pytest.raises(StructBlockValidationError) as wrong:
        block.clean(value)

    assert set(wrong.value.block_errors) == {"film"}


@pytest.mark.parametrize("name", ["a.mp4", "a.WEBM"])
def test_film_that_browsers_play_is_taken(name: str) -> None:
    block = VideoBlock()
    value = block.to_python({"film": film(name).pk, "seconds": 60, "transcript": "<p>.</p>"})

    assert block.clean(value)["film"].filename.startswith("a")


def test_words_of_a_film_and_a_document_are_found() -> None:
    factories.course_page(lessons=1, quizzes=0)
    give("lesson-1-1", video_block(), document_block("نموذج"))

    text = plain_text(LessonPage.objects.get(locale__language_code="ar"))

    assert "نص ما قيل" in text
    assert "نموذج" in text
    assert "<" not in text


def test_lesson_has_one_film_and_one_document_at_most() -> None:
    counts = LessonPage().body.stream_block.meta.block_counts

    assert counts == {"video": {"max_num": 1}, "document": {"max_num": 1}}
    assert {"video", "document"} <= {name for name, _block in LESSON_BLOCKS}
