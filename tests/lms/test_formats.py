import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, get_format

DAY = datetime.datetime(2026, 11, 5, 14, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("language", "short", "moment"),
    [("ar", "05/11/2026", "05/11/2026 14:30"), ("fr", "05/11/2026", "05/11/2026 14:30")],
)
def test_dates_are_written_day_first(language: str, short: str, moment: str) -> None:
    with translation.override(language):
        assert date_format(DAY, "SHORT_DATE_FORMAT") == short
        assert date_format(DAY, "SHORT_DATETIME_FORMAT") == moment
        assert get_format("FIRST_DAY_OF_WEEK") == {"ar": 0, "fr": 1}[language]
