"""The habits and numbers that the code keeps. What import-linter, ruff and mypy check is not repeated here."""

import ast
import gzip
import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ["lms", "accounts", "search", "cms", "library", "courses", "certificates", "learning"]
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 400, 40, 15
P90_FILE, P90_FUNCTION, P90_TEMPLATE = 300, 20, 70
# The phone's outbox and what feeds it (bytes).
SCRIPTS_OF_LEARNING, MOST_SCRIPT = ("outbox.js", "lesson.js", "quiz.js"), 6_500
# A drawer with such a name fills with what belongs elsewhere.
DRAWERS = {"core", "common", "utils", "util", "helpers", "services", "misc", "shared"}
# The layers inside a room, from the top. Any other module is a rule, an engine or data: it knows none of these, and
# is in no circle. A longer name belongs to the layer it begins with: views_admin is a view.
LAYERS = [
    {"urls", "apps", "management"},
    {"views", "wagtail_hooks", "api", "admin", "templatetags", "context_processors", "middleware"},
    {"forms"},
    {"tasks"},
]
# A longer name is a view too: views_admin.
VIEWS = {"views", "api", "wagtail_hooks"}
ORM_WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
IGNORE = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?P<rest>.*)|\{#\s*djlint:off(?P<words>.*)#\}")
REASON = re.compile(r"[(#–-]\s*[`’']?\w+\W+\w+|\(\w{2,}\)")
HOST = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import\b.*//""")
NOT_LOADED = re.compile(r"""<a\b[^>]*>|<link\b[^>]*rel=["'](?:canonical|alternate|license)["'][^>]*>""")


@cache
def ours() -> list[str]:
    """Return the paths of the project's own files; a copy without git has the same: what .gitignore names is made."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    made = [".git", *(line.strip("/") for line in lines if line and not line.startswith("#"))]
    found: list[str] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not any(fnmatch(name, pattern) for pattern in made)]
        kept = [name for name in names if not any(fnmatch(name, pattern) for pattern in made)]
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in kept]
    return sorted(found)


def files(*patterns: str) -> list[Path]:
    """Return the project's files that match; a star stands for folders too."""
    found = [ROOT / name for name in ours() if any(fnmatch(name, pattern) for pattern in patterns)]
    assert found, f"nothing matches {patterns}: the check would check nothing"
    return found


def python(*folders: str) -> list[Path]:
    return [path for path in files(*(f"{folder}/*.py" for folder in folders)) if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function, its docstring aside: stating a contract costs nothing."""
    first = function.body[0]
    docstring = first if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None
    lines = (function.end_lineno or 0) - function.lineno + 1
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0)


def p90(numbers: list[int]) -> int:
    return sorted(numbers)[int(len(numbers) * 0.9)]


def at(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {what}"


def lines_of(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_files_are_short() -> None:
    sizes = {path: len(lines_of(path)) for path in python(*ROOMS, "tests", "tools")}

    assert [at(path, size, "too long") for path, size in sizes.items() if size > LONGEST_FILE] == []
    assert p90(list(sizes.values())) <= P90_FILE


def test_functions_are_short() -> None:
    sizes = [(path, one, length(one)) for path in python(*ROOMS, "tests", "tools") for one in functions(path)]

    too_long = [at(path, one.lineno, f"{one.name} has {n} lines") for path, one, n in sizes if n > LONGEST_FUNCTION]
    assert too_long == []
    assert p90([n for _path, _one, n in sizes]) <= P90_FUNCTION


def test_views_only_ask_and_answer() -> None:
    """A view is: who, what, call, answer. It writes nothing itself, and neither does what Wagtail calls."""
    views = [path for path in python(*ROOMS) if VIEWS & {*path.parts, path.stem, path.stem.partition("_")[0]}]

    assert views
    assert [
        at(path, one.lineno, f"{one.name} has {length(one)} lines")
        for path in views
        for one in functions(path)
        if length(one) > LONGEST_VIEW
    ] == []
    assert [finding for path in views for finding in _orm_writes(path)] == []


def _orm_writes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ORM_WRITES:
            receiver = ast.unparse(node.func.value)
            if "objects" in receiver or node.func.attr in {"save", "delete"}:
                yield at(path, node.lineno, f"{receiver}.{node.func.attr}() in a view")


def test_rooms_have_layers() -> None:
    """Inside a room imports point down: addresses, views, forms, tasks, then rules, engines and models."""
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    imports = [
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if _room(importer) == _room(imported)
    ]

    assert [f"{one} imports {other}, above it" for one, other in imports if _layer(one) > _layer(other)] == []
    assert [
        f"{one} and {other} import each other"
        for one, other in imports
        if _layer(one) == len(LAYERS) and graph.chain_exists(importer=other, imported=one)
    ] == []


def _room(module: str) -> str:
    return module.partition(".")[0]


def _layer(module: str) -> int:
    """Return the number of the layer that a module of a room belongs to; the rules and all below are the last."""
    part = f"{module}.".split(".")[1]
    if part == "migrations" or not part:
        return 0
    names = [part, part.partition("_")[0]]
    return next((number for number, layer in enumerate(LAYERS) if layer & set(names)), len(LAYERS))


def test_no_room_has_a_drawer() -> None:
    parts = {part for path in python(*ROOMS) for part in path.relative_to(ROOT).with_suffix("").parts}

    assert parts & DRAWERS == set()


def test_every_ignore_says_why() -> None:
    paths = [*python(*ROOMS, "tests", "tools"), *files("templates/*.html")]

    assert [
        at(path, number, line.strip())
        for path in paths
        for number, line in enumerate(lines_of(path), 1)
        for ignore in IGNORE.finditer(line)
        if not REASON.search(ignore["rest"] or ignore["words"] or "")
    ] == []


def test_migrations_with_python_can_be_reversed() -> None:
    assert [
        at(path, node.lineno, "RunPython without reverse_code")
        for path in files("*/migrations/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("RunPython", "RunSQL"))
        and len(node.args) + len([word for word in node.keywords if word.arg in {"reverse_code", "reverse_sql"}]) < 2
    ] == []


def test_templates_are_short() -> None:
    assert p90([len(lines_of(path)) for path in files("templates/*.html")]) <= P90_TEMPLATE


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        (
            "inline script",
            re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.IGNORECASE),
        ),
        ("inline style", re.compile(r"<style\b|<[^>{}%]*\sstyle=", re.IGNORECASE)),
        ("event handler", re.compile(r"<[^>{}%]*\son[a-z]+=", re.IGNORECASE)),
        ("address of a script", re.compile(r"javascript:", re.IGNORECASE)),
    ],
)
def test_templates_have_nothing_inline(what: str, pattern: re.Pattern[str]) -> None:
    assert [at(path, line, what) for path in files("templates/*.html") for line in _matches(path, pattern)] == []


def _matches(path: Path, pattern: re.Pattern[str]) -> Iterator[int]:
    text = path.read_text()
    for match in pattern.finditer(text):
        yield text.count("\n", 0, match.start()) + 1


def test_styles_know_no_left_and_right() -> None:
    """Logical properties (margin-inline, inset-inline-start) serve both directions; what cannot be said so says why."""
    comment = re.compile(r"/\*.*?\*/", re.DOTALL)
    physical = re.compile(
        r"(?:^|[\s;{-])(?:left|right)\b\s*(?::|;|\})|:\s*(?:left|right)\b", re.IGNORECASE | re.MULTILINE
    )
    findings = []
    for path in files("static/*.css"):
        text = comment.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), path.read_text())
        findings += [
            at(path, text.count("\n", 0, match.start()) + 1, match.group().strip()) for match in physical.finditer(text)
        ]

    assert findings == []


def test_scripts_of_learning_stay_small() -> None:
    """As sent, compressed: a lesson or a question brings two of the three."""
    sizes = [len(gzip.compress((ROOT / "static" / name).read_bytes(), 9)) for name in SCRIPTS_OF_LEARNING]

    assert sum(sizes) <= MOST_SCRIPT, sizes


def test_no_third_party_host_is_loaded_from() -> None:
    """A link that a reader may follow is theirs to follow; nothing is fetched from another host by itself."""
    paths = files("templates/*.html", "static/*.css", "static/*.js", "static/*.svg")

    assert [
        at(path, number, line.strip())
        for path in paths
        for number, line in enumerate(lines_of(path), 1)
        if HOST.search(NOT_LOADED.sub("", line))
    ] == []


def test_locks_name_no_registry_and_agree() -> None:
    pins = {path.name: _pins(path) for path in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")}

    assert [path.name for path in ROOT.glob("requirements*.lock") if "://" in path.read_text()] == []
    assert pins["requirements.lock"] - pins["requirements-dev.lock"] == set()


def _pins(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9][\w.-]*==[^ ;\\]+)", lock.read_text(), re.MULTILINE))


def test_pins_all_that_the_project_asks_for() -> None:
    pinned = {pin.partition("==")[0] for pin in _pins(ROOT / "requirements-dev.lock")}
    asked = re.findall(r'^    "([A-Za-z][\w.-]*)(?:\[[^"]*)?[^"]*",$', _dependencies(), re.MULTILINE)

    assert len(asked) > 30
    assert {name.lower().replace("_", "-") for name in asked} - pinned == set()


def _dependencies() -> str:
    text = (ROOT / "pyproject.toml").read_text()
    return text[: text.index("# --- Format and lint")]
