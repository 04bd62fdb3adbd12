"""What is stored of a document."""

import pytest
from django.db import IntegrityError

from search.models import IndexedDocument


def test_document_is_called_by_its_title() -> None:
    assert str(IndexedDocument(title="تأسيس الجمعية")) == "تأسيس الجمعية"


@pytest.mark.django_db
def test_one_document_per_key() -> None:
    IndexedDocument.objects.create(key="lesson:1", kind="lesson", language="ar")

    with pytest.raises(IntegrityError, match=r"one_document_per_key|key"):
        IndexedDocument.objects.create(key="lesson:1", kind="lesson", language="fr")
