"""The house rules of docs/architecture.md, as code."""

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from blog.config.settings import SETTINGS

pytestmark = pytest.mark.xdist_group("source")
"""One process reads all files, once."""
BLOG = Path(__file__).parent.parent / "blog"
ROOMS = ("articles", "authoring", "pictures", "site", "subscriptions", "accounts", "delivery", "operations")
EDGES = ("blog", "blog.operations")
"""Where everything is put together: these may enter every room."""
DOORS = {
    "articles": {
        "blog.pictures.files.inline_files",
        "blog.pictures.inspection.file_kinds",
        "blog.pictures.social_cards",
    },
    "authoring": {
        "blog.accounts.audit",
        "blog.delivery.outbox",
        "blog.delivery.audience_preview",
        "blog.delivery.mail_preview",
        "blog.pictures",
    },
    "subscriptions": {
        "blog.accounts.audit",
        "blog.accounts.people.reauthentication_views",
        "blog.delivery.devmail.captured_deletion",
        "blog.delivery.outbox",
        "blog.delivery.queue.suppression",
    },
    "accounts": {"blog.delivery.outbox", "blog.pictures"},
    "site": {
        "blog.accounts.audit",
        "blog.accounts.people.reauthentication_views",
        "blog.articles.front",
        "blog.authoring.drafts",
        "blog.delivery.mail_preview",
        "blog.delivery.outbox",
        "blog.pictures",
    },
}
LAYERS = {
    "blog": "config | text | database | models | web | delivery pictures | accounts articles | authoring subscriptions"
    " | site | operations",
    "blog.delivery": "blueprint audience | composing devmail audience_preview | smtp mail_preview | queue"
    " | alerts bounces | outbox routes worker",
    "blog.authoring": "blueprint drafts | fields publishing | review_page | lookup"
    " | corrections editor previews publication_page revision_page | reports | dashboard | routes",
    "blog.articles": "pages | feeds front lists site_pages well_known | search | corrections sitemaps | text_versions"
    " | blueprint",
    "blog.subscriptions": "erasure signed_links signup_limits targets"
    " | signup_wording following forms import_export | blueprint preferences | admin signup | routes",
    "blog.site": "blueprint pages topics | first_steps front kinds settings statistics | mail_page | routes",
    "blog.accounts": "audit | factors | signin | people | second_step | authors security | routes",
    "blog.pictures": "blueprint bucket imaging | inspection | files | library moving | attachments | views"
    " | social_cards",
}
"""What stands in a room, lowest layer first; a part imports only from lower layers of its room."""
MAX_ROOT_ENTRIES = 15
MAX_ROOM_ENTRIES = 14
FILES = sorted(BLOG.rglob("*.py"))
OTHER_EDGES = {
    "blog.accounts.signin.current_user": "tells Flask-Login who sends the request",
    "blog.accounts.signin.known_browsers": "reads and sets the cookie of a known browser",
    "blog.subscriptions.blueprint": "gives templates the stamp of the moment",
    "blog.delivery.devmail.smtp_server": "is an SMTP server, and stamps what comes in",
    "blog.delivery.bounces.imap": "commits what a message says before it marks the message in its mailbox",
    "blog.delivery.worker.batch": "commits a claim before the relay hears of its messages",
    "blog.delivery.worker.send_loop": "commits what the relay answered before it does anything else",
    "blog.delivery.worker.job_runner": "commits after each job",
    "blog.delivery.worker.live_check": "commits an epoch before it writes the epoch file",
    "blog.delivery.worker.main_loop": "is the loop that writes the heartbeat",
    "blog.pictures.files.renditions": "commits around the encoding, so that no writer waits for it",
    "blog.authoring.lookup": "answers for the person who has signed in",
    "blog.operations.health": "is the pages that a supervisor asks",
    "blog.operations.moving_in.at_desk.import_progress": "commits how far an import is, between its articles",
    "blog.operations.static_site.following.worker_job": "lets notes of changes begin before a build reads the version",
    "blog.operations.upgrading.migration_run": "is what Alembic's commands run, a transaction for each migration",
    "blog.operations.upgrading.schema_gate": "stands before every request",
    "blog.operations.backup.database.filling": "fills a database in one transaction, or not at all",
    "blog.operations.demo.dev_setup": "is the start of a development run",
    "blog.web.observability.page_views.view_counter": "writes what a process has counted, apart from any request",
    "blog.database.session": "offers writing(), the one commit in the middle of a request",
}
"""Modules beside views and commands that may know the request, the clock or the commit, and why."""


def is_edge(file: Path) -> bool:
    """Return whether this is where a room meets the outside world."""
    return file.stem.endswith(("views", "commands")) or name_of(file) in OTHER_EDGES


def name_of(file: Path) -> str:
    parts = file.relative_to(BLOG.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


@cache
def imports_of(file: Path) -> frozenset[str]:
    found = set[str]()
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def wrong(files: Iterable[Path], look: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    """Return what *look* finds wrong, by module."""
    return {name_of(file): faults for file in files if (faults := look(file))}


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "blog" and parts[1] in ROOMS else None


def is_within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def entered_beside_doors(file: Path) -> set[str]:
    own = room_of(name_of(file))
    is_free = name_of(file) == "blog" or any(is_within(name_of(file), edge) for edge in EDGES[1:])
    doors = DOORS.get(own or "", set())
    others = {name for name in imports_of(file) if room_of(name) not in {None, own}}
    broken = set() if is_free else {name for name in others if not any(is_within(name, door) for door in doors)}
    return {name for name in broken if not any(door.startswith(f"{name}.") for door in doors)}


def test_a_room_is_entered_only_by_its_doors() -> None:
    """A room that reaches into another cannot be rebuilt alone."""
    assert wrong(FILES, entered_beside_doors) == {}


def known_beside_the_database(file: Path) -> set[str]:
    own = {name for name in imports_of(file) if is_within(name, "blog")}
    rooms = {name for name in own if not name.startswith(("blog.database", "blog.models"))}
    return rooms | {name for name in imports_of(file) if name.split(".")[0].startswith("flask")}


def test_models_know_only_the_database() -> None:
    """Models that knew Flask, a room or the clock could not be used by a worker or a migration alone."""
    assert wrong((BLOG / "models").glob("*.py"), known_beside_the_database) == {}


def parts_of(scope: str) -> dict[str, set[str]]:
    """Return the parts of *scope*, each with the other parts of it that it imports."""
    inside = re.compile(rf"{re.escape(scope)}\.(\w+)")
    known = {match[1] for file in FILES if (match := inside.match(name_of(file)))}
    graph: dict[str, set[str]] = {part: set() for part in known}
    for file in FILES:
        if own := inside.match(name_of(file)):
            found = {match[1] for name in imports_of(file) if (match := inside.match(name))}
            graph[own[1]] |= (found & known) - {own[1]}
    return graph


@pytest.mark.parametrize("scope", LAYERS)
def test_imports_inside_a_room_go_down(scope: str) -> None:
    """Layers can be read from the bottom, and changed from the top."""
    rank = {part: place for place, layer in enumerate(LAYERS[scope].split("|")) for part in layer.split()}
    graph = parts_of(scope)

    assert set(rank) == set(graph)
    assert [(a, b) for a, others in graph.items() for b in others if rank[b] >= rank[a]] == []


def test_no_folder_holds_a_ring() -> None:
    """Files and folders that import each other in a circle can only be read all at once."""
    for scope in sorted({name_of(file.parent / "__init__.py") for file in FILES}):
        TopologicalSorter(parts_of(scope)).prepare()


def entries_of(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir() if entry.name != "__pycache__" and not entry.name.startswith(".")}


def test_the_root_and_each_folder_can_be_looked_over() -> None:
    """More than a screen of names explains nothing; models are one noun a file, and so are many."""
    wide = {
        name_of(file): len(entries_of(file.parent))
        for file in FILES
        if file.name == "__init__.py" and file.parent not in {BLOG, BLOG / "models"}
    }

    assert len(entries_of(BLOG)) <= MAX_ROOT_ENTRIES
    assert {name: count for name, count in wide.items() if count > MAX_ROOM_ENTRIES + 1} == {}


def deed_modules() -> list[Path]:
    return [file for file in FILES if room_of(name_of(file)) and not is_edge(file)]


SETTING_NAMES = {setting.name for setting in SETTINGS}
KNOWS_THE_REQUEST = {"flask.request", "flask.session", "flask.g", "flask_login.current_user"}


def edge_of_the_request(file: Path) -> set[str]:
    return {name for name in imports_of(file) if name in KNOWS_THE_REQUEST or is_within(name, "blog.web.clock")}


def test_deeds_know_no_request_and_no_clock() -> None:
    """A deed takes values and now, so that a test, a command and a worker can do it too."""
    assert deed_modules()
    assert wrong(deed_modules(), edge_of_the_request) == {}


def commits_of(file: Path) -> set[str]:
    nodes = (node for node in ast.walk(parse(file)) if isinstance(node, ast.Attribute) and node.attr == "commit")
    return set() if is_edge(file) else {f"line {node.lineno}" for node in nodes}


def test_only_edges_commit() -> None:
    """One commit at the edge is what makes a deed and the mail it owes stand or fall together."""
    assert wrong(FILES, commits_of) == {}


def untyped_settings(file: Path) -> set[str]:
    return {
        str(node.slice.value)
        for node in ast.walk(parse(file))
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        if node.slice.value in SETTING_NAMES and ast.unparse(node.value).endswith("config")
    }


def test_settings_are_read_with_their_types() -> None:
    """A name in app.config is checked by nobody before a request asks for it."""
    assert wrong(FILES, untyped_settings) == {}


def test_few_files_know_that_databases_differ() -> None:
    """Another engine has eight files to read, and the page cache's two: its triggers and its watch.

    What a trigger is, and how one learns that something was written, has nothing in common on SQLite and Postgres.
    A backup brings the rows of one into the other.
    """
    knowing = {name_of(file) for file in FILES if any("sqlalchemy.dialects" in name for name in imports_of(file))}
    asking = {name_of(file) for file in FILES if "is_sqlite(" in file.read_text("utf-8")}
    files = (
        "engine",
        "statements",
        "search.index",
        "fingerprint",
        "autocommit",
        "schema",
        "faults.lock_waiting",
        "name_index",
        "faults.passing_faults",
    )
    cache = {"blog.web.cache.triggers", "blog.web.cache.version_watch"}
    backup = {"blog.operations.backup.database.filling"}

    assert knowing | asking <= {f"blog.database.{file}" for file in files} | cache | backup
