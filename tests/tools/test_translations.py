import polib
import pytest

from tools.translations import check_entry

SIX_FORMS = ["لا دروس", "درس واحد", "درسان", "%(n)s دروس", "%(n)s درسًا", "%(n)s درس"]


def plural(*forms: str) -> polib.POEntry:
    entry = polib.POEntry(msgid="%(n)s lesson", msgid_plural="%(n)s lessons")
    entry.msgstr_plural = dict(enumerate(forms))
    return entry


@pytest.mark.parametrize(
    ("entry", "language"),
    [
        (polib.POEntry(msgid="Courses", msgstr="الدورات"), "ar"),
        (polib.POEntry(msgid="Courses", msgstr="Formations"), "fr"),
        (polib.POEntry(msgid="%(percent)s%%", msgstr="%(percent)s%%"), "ar"),
        (polib.POEntry(msgid="Ready?", msgstr="Prêt\N{NO-BREAK SPACE}?"), "fr"),
        (plural(*SIX_FORMS), "ar"),
        (plural("%(n)s leçon", "%(n)s leçons"), "fr"),
    ],
)
def test_check_accepts_what_is_translated(entry: polib.POEntry, language: str) -> None:
    assert list(check_entry(entry, language)) == []


@pytest.mark.parametrize(
    ("entry", "language", "finding"),
    [
        (polib.POEntry(msgid="Courses"), "ar", "not translated"),
        (polib.POEntry(msgid="Courses", msgstr="الدورات", flags=["fuzzy"]), "ar", "fuzzy"),
        (polib.POEntry(msgid="Courses", msgstr="الدورات", obsolete=True), "ar", "obsolete"),
        (polib.POEntry(msgid="Courses", msgstr="Formations"), "ar", "without Arabic letters"),
        (polib.POEntry(msgid="Courses", msgstr="Courses"), "fr", "the same as its source"),
        (polib.POEntry(msgid="Ready?", msgstr="Prêt ?"), "fr", "a plain space where French has a no-break space"),
        (polib.POEntry(msgid="Dear %(name)s", msgstr="عزيزي"), "ar", "placeholders differ (%(name)s)"),
        (polib.POEntry(msgid="Dear", msgstr="عزيزي %(name)s"), "ar", "placeholders differ (%(name)s)"),
        (plural(*SIX_FORMS[:5]), "ar", "not translated in all 6 plural forms"),
        (plural(*SIX_FORMS[:5], ""), "ar", "not translated in all 6 plural forms"),
    ],
)
def test_check_finds_what_is_wrong(entry: polib.POEntry, language: str, finding: str) -> None:
    assert list(check_entry(entry, language)) == [finding]


def test_check_knows_exceptions() -> None:
    entry = polib.POEntry(msgid="Questions", msgstr="Questions")

    assert list(check_entry(entry, "fr", frozenset({"Questions"}))) == []
