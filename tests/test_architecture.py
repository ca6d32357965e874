"""The house rules of docs/architecture.md, as code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

BLOG = Path(__file__).parent.parent / "blog"
ROOMS = ("articles", "authoring", "pictures", "subscriptions", "accounts", "delivery", "demo", "doctor")
EDGES = (
    "blog",
    "blog.operations.cli",
    "blog.operations.jobs",
    "blog.operations.dev_setup",
    "blog.operations.demo",
    "blog.operations.doctor",
)
"""Where everything is put together: these may enter every room."""
DOORS = {
    "articles": {"blog.pictures.social_cards"},
    "authoring": {
        "blog.delivery.outbox",
        "blog.delivery.audience_preview",
        "blog.delivery.mail_preview",
        "blog.pictures",
    },
    "subscriptions": {"blog.delivery.outbox", "blog.delivery.queue.suppression"},
    "accounts": {"blog.delivery.outbox"},
}
FILES = sorted(BLOG.rglob("*.py"))
OTHER_EDGES = {
    "blog.accounts.signin.current_user": "tells Flask-Login who sends the request",
    "blog.subscriptions.blueprint": "gives templates the stamp of the moment",
    "blog.delivery.devmail.smtp_server": "is an SMTP server, and stamps what comes in",
    "blog.delivery.bounces.imap": "commits what a message says before it marks the message in its mailbox",
    "blog.delivery.worker.live_check": "commits an epoch before the witness is told of it",
    "blog.delivery.worker.sender": "commits what the relay answered before it does anything else",
    "blog.delivery.worker.job_runner": "commits after each duty",
    "blog.delivery.worker.main_loop": "is the loop that shows a sign of life",
    "blog.pictures.files.renditions": "commits around the encoding, so that no writer waits for it",
    "blog.accounts.signin.session_cleanup": "is a duty of the worker, and commits its own work",
    "blog.operations.dev_setup": "is the start of a development run",
    "blog.database": "offers writing(), the one commit in the middle of a request",
}
"""Modules beside views and commands that may know the request, the clock or the commit, and why."""


def is_edge(file: Path) -> bool:
    """Return whether this is where a room meets the outside world."""
    return file.stem.endswith(("views", "commands")) or name_of(file) in OTHER_EDGES


def name_of(file: Path) -> str:
    parts = file.relative_to(BLOG.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "blog" and parts[1] in ROOMS else None


def is_within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_room_is_entered_only_by_its_doors(file: Path) -> None:
    """A room that reaches into another cannot be rebuilt alone."""
    own = room_of(name_of(file))
    is_free = name_of(file) == "blog" or any(is_within(name_of(file), edge) for edge in EDGES[1:])
    doors = DOORS.get(own or "", set())

    others = {name for name in imports_of(file) if room_of(name) not in {None, own}}
    broken = set() if is_free else {name for name in others if not any(is_within(name, door) for door in doors)}

    assert {name for name in broken if not any(door.startswith(f"{name}.") for door in doors)} == set()


@pytest.mark.parametrize("file", sorted((BLOG / "models").glob("*.py")), ids=name_of)
def test_models_know_only_the_database(file: Path) -> None:
    """Models that knew Flask or a room could not be used by a worker or a migration alone."""
    own = {name for name in imports_of(file) if is_within(name, "blog")}

    assert {name for name in own if not name.startswith(("blog.database", "blog.models"))} == set()
    assert {name for name in imports_of(file) if name.split(".")[0].startswith("flask")} == set()
    assert not any(is_within(name, "blog.web.clock") for name in imports_of(file))


def deed_modules() -> list[Path]:
    return [file for file in FILES if room_of(name_of(file)) and not is_edge(file)]


KNOWS_THE_REQUEST = {"flask.request", "flask.session", "flask.g", "flask_login.current_user"}


@pytest.mark.parametrize("file", deed_modules(), ids=name_of)
def test_deeds_know_no_request_and_no_clock(file: Path) -> None:
    """A deed takes values and now, so that a test, a command and a worker can do it too."""
    found = set(imports_of(file))

    assert found & KNOWS_THE_REQUEST == set()
    assert not any(is_within(name, "blog.web.clock") for name in found)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_only_edges_commit(file: Path) -> None:
    """One commit at the edge is what makes a deed and the mail it owes stand or fall together."""
    commits = [
        node
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]

    assert is_edge(file) or commits == []


def test_few_files_know_that_databases_differ() -> None:
    """Whoever adds a database has four files to read, and the page cache's two: its triggers and its watch.

    What a trigger is, and how one learns that something was written, has nothing in common on SQLite and Postgres.
    """
    knowing = {name_of(file) for file in FILES if any("sqlalchemy.dialects" in name for name in imports_of(file))}
    asking = {name_of(file) for file in FILES if "is_sqlite(" in file.read_text("utf-8")}
    cache = {"blog.web.cache.triggers", "blog.web.cache.version_watch"}

    assert (
        knowing | asking
        <= {"blog.database", "blog.database.search.index", "blog.database.fingerprint", "blog.database.autocommit"}
        | cache
    )


def test_there_is_no_room_without_a_name() -> None:
    """A file called utils says nothing about what belongs there."""
    assert not {file.stem for file in FILES} & {"utils", "helpers", "services", "common", "misc"}


def test_every_room_has_a_sign_on_the_door() -> None:
    for room in ROOMS:
        tree = ast.parse((BLOG / room / "__init__.py").read_text("utf-8"))

        assert [type(node) for node in tree.body] == [ast.Expr]
        assert ast.get_docstring(tree)


def code_lines(function: ast.AST, source: list[str]) -> int:
    """Count lines of code: no blank line, no comment, no docstring, no signature."""
    body = function.body  # type: ignore[attr-defined]
    if isinstance(body[0], ast.Expr) and isinstance(getattr(body[0], "value", None), ast.Constant):
        body = body[1:]
    if not body:
        return 0
    lines = source[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def all_functions() -> list[tuple[str, int]]:
    sizes = []
    for file in FILES:
        text = file.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                sizes.append((f"{name_of(file)}.{node.name}", code_lines(node, text.splitlines())))
    return sizes


def test_functions_are_small() -> None:
    sizes = all_functions()

    assert median(size for _, size in sizes) <= 6
    assert [(name, size) for name, size in sizes if size > 30] == []


@pytest.mark.parametrize(
    ("pattern", "most"),
    [("blog/**/*.py", 220), ("blog/templates/**/*.html", 100), ("blog/static/css/*.css", 250)],
)
def test_files_are_small(pattern: str, most: int) -> None:
    files = BLOG.parent.glob(pattern)

    assert [file.name for file in files if len(file.read_text("utf-8").splitlines()) > most] == []
