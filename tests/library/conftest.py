"""A few texts, none of them real."""

import datetime
from collections.abc import Callable

import pytest

from library.models import RegulatoryText

MakeText = Callable[..., RegulatoryText]


@pytest.fixture
def make_text(db: None) -> MakeText:
    def make(number: str = "99-01", **fields: object) -> RegulatoryText:
        words: dict[str, object] = {
            "uri": f"dz/law/1999/{number}",
            "kind": "law",
            "number": number,
            "title_ar": f"القانون رقم {number} المتعلق بالتجربة",
            "title_fr": f"Loi n° {number} relative à l’essai",
            "date_signed": datetime.date(1999, 2, 3),
            "confidence": "high",
            "is_published": True,
        }
        return RegulatoryText.objects.create(**{**words, **fields})

    return make
