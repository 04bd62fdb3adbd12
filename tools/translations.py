"""The translations: gathered from the code, checked, compiled.

.venv/bin/python -m tools.translations gather    # new strings of the code into locale/*/LC_MESSAGES/django.po
.venv/bin/python -m tools.translations compile   # django.po to django.mo, which is committed: no machine needs gettext
.venv/bin/python -m tools.translations check     # what ./test runs
"""

import gettext
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

from tools.setup import ROOT
from tools.steps import stop_with

LOCALE = ROOT / "locale"
# Where the administration's own translation lacks a word or chose a poor one: no code of ours says these strings.
ADMINISTRATION = LOCALE / "administration"
LANGUAGES = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "fr": "nplurals=2; plural=(n > 1);",
}
SOURCES = ["lms", "accounts", "search", "cms", "library", "courses", "certificates", "learning", "templates"]
# Strings that are rightly the same in French, or rightly without Arabic letters: one a line, # begins a comment.
EXCEPTIONS = {"ar": LOCALE / "without_arabic_letters.txt", "fr": LOCALE / "same_in_french.txt"}

ARABIC = re.compile(r"[\u0621-\u064a]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
MARKUP = re.compile(r"<[^>]+>|&\w+;")
FRENCH_PLAIN_SPACE = re.compile(r"\w [;:?!%»](?!\S)|« ")


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says; with "--without-gettext" the check does not look at the code."""
    act = arguments[0] if arguments else "check"
    if act == "gather":
        gather()
    if act in {"gather", "compile"}:
        compile_all()
        return 0
    findings = [*check_catalogues(), *([] if "--without-gettext" in arguments else check_against_code())]
    for finding in findings:
        print(finding)
    strings = sum(len(polib.pofile(str(path))) for _language, path in _paths())
    if not strings:
        return stop_with("There is not one string to check.")
    print(f"{strings} strings in {len(LANGUAGES)} languages, {len(findings)} findings")
    return 1 if findings else 0


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(_path(language)))


def check_catalogues() -> Iterator[str]:
    """Yield what is wrong in the catalogues themselves, as "file:line: finding"."""
    for language, path in _paths():
        entries = polib.pofile(str(path))
        if not _is_compiled(path, entries):
            yield f"{path}: django.mo is not made of it (python -m tools.translations compile)"
        exceptions = _exceptions(language)
        for entry in entries:
            for finding in check_entry(entry, language, exceptions):
                yield f"{path.relative_to(ROOT)}:{entry.linenum}: {finding}: {entry.msgid!r}"


def check_entry(entry: polib.POEntry, language: str, exceptions: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what is wrong with one translated string."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete:
        yield "obsolete"
        return
    if entry.fuzzy:
        yield "fuzzy"
    forms = int(LANGUAGES[language][len("nplurals=")])
    if not all(texts) or (entry.msgid_plural and len(texts) != forms):
        yield "not translated" if not entry.msgid_plural else f"not translated in all {forms} plural forms"
        return
    yield from _check_placeholders(entry, texts)
    if entry.msgid not in exceptions and any(letter.isalpha() for letter in _bare(entry.msgid)):
        yield from _check_letters(entry, texts, language)


def _check_placeholders(entry: polib.POEntry, texts: Sequence[str]) -> Iterator[str]:
    """A form for zero, one or two may say the number in words; no other may leave a value out or invent one."""
    expected = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    for text in texts:
        found = _placeholders(text)
        if found - expected or (expected - found and not entry.msgid_plural):
            yield f"placeholders differ ({', '.join(sorted(found ^ expected))})"


def _check_letters(entry: polib.POEntry, texts: Sequence[str], language: str) -> Iterator[str]:
    if language == "ar" and not all(ARABIC.search(text) for text in texts):
        yield "without Arabic letters"
    if language == "fr":
        if entry.msgid in texts:
            yield "the same as its source"
        if any(FRENCH_PLAIN_SPACE.search(text) for text in texts):
            yield "a plain space where French has a no-break space"


def _placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}


def _bare(text: str) -> str:
    return MARKUP.sub("", PLACEHOLDER.sub("", text))


def check_against_code() -> Iterator[str]:
    """Yield the strings of the code that a catalogue lacks, and those that no code has any more."""
    with tempfile.TemporaryDirectory(prefix="kafaat-strings-") as folder:
        for language, path in _gather_in(Path(folder)).items():
            code = {_identity(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
            ours = {_identity(entry) for entry in catalogue(language)}
            yield from (f"locale/{language}: missing: {identity[1]!r}" for identity in sorted(code - ours))
            yield from (f"locale/{language}: in no code: {identity[1]!r}" for identity in sorted(ours - code))


def gather() -> None:
    """Bring the catalogues in step with the code; what is translated stays, what no code has goes."""
    with tempfile.TemporaryDirectory(prefix="kafaat-strings-") as folder:
        for language, path in _gather_in(Path(folder)).items():
            found = polib.pofile(str(path), wrapwidth=120)
            kept = polib.POFile(wrapwidth=120)
            kept.metadata = {
                "Content-Type": "text/plain; charset=UTF-8",
                "Content-Transfer-Encoding": "8bit",
                "Language": language,
                "Plural-Forms": LANGUAGES[language],
            }
            for entry in found:
                if not entry.obsolete:
                    entry.previous_msgid = None
                    kept.append(entry)
            kept.save(str(_path(language)))


def compile_all() -> None:
    """Write django.mo beside each django.po."""
    for _language, path in _paths():
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def _gather_in(folder: Path) -> dict[str, Path]:
    """Run makemessages on a copy of the code in `folder`; return the catalogue of each language."""
    for source in SOURCES:
        shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("__pycache__", "static"))
    for language in LANGUAGES:
        target = folder / "locale" / language / "LC_MESSAGES"
        target.mkdir(parents=True)
        if _path(language).exists():
            shutil.copy(_path(language), target)
    languages = [word for language in LANGUAGES for word in ("--locale", language)]
    command = [sys.executable, "-m", "django", "makemessages", *languages, "--no-location", "--no-wrap"]
    subprocess.run([*command, "--extension", "html,txt,py,subject"], check=True, cwd=folder, capture_output=True)
    return {language: folder / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES}


def _is_compiled(path: Path, entries: polib.POFile) -> bool:
    """Return whether the compiled file beside `path` holds what compiling it gives."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return False
    with compiled.open("rb") as file:
        return (
            vars(gettext.GNUTranslations(file))["_catalog"]
            == vars(gettext.GNUTranslations(io.BytesIO(entries.to_binary())))["_catalog"]
        )


def _exceptions(language: str) -> frozenset[str]:
    path = EXCEPTIONS[language]
    lines = path.read_text().splitlines() if path.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _identity(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _paths() -> list[tuple[str, Path]]:
    """Return every catalogue with its language: ours, and the corrections of the administration's."""
    corrected = ((language, ADMINISTRATION / language / "LC_MESSAGES") for language in LANGUAGES)
    found = ((language, path) for language, folder in corrected for path in sorted(folder.glob("*.po")))
    return [*((language, _path(language)) for language in LANGUAGES), *found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
