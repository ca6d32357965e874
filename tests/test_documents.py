"""What the documents promise is what the code has."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask

from audits.spec_differences import DIFFERENCES
from blog.config.settings import SETTINGS

ROOT = Path(__file__).parent.parent
GUIDES = sorted([*(ROOT / name for name in ("README.md", "STYLE.md", "CONTRIBUTING.md")), *ROOT.glob("docs/*.md")])
NAMED_PATH = re.compile(r"(?<![\w/.<>~-])(?:blog|tests|docs|migrations|audits|benchmarks)/[\w./*-]*[\w*/](?![\w<])")
MAKE = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
COMMAND = re.compile(r"(?<![\w/.=-])(?:[\w/.]*bin/)?(?:flask(?: --app wsgi)?|broadsheet) ([a-z]+)(?: ([a-z]+))?")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
"""A link in code is an example, and leads nowhere."""


def test_operations_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / "docs/operations.md").read_text("utf-8").splitlines()
    rows = {line.split("|")[1].strip().strip("`"): line for line in lines if line.startswith("| `BLOG_")}

    assert set(rows) == {f"BLOG_{setting.name}" for setting in SETTINGS}
    for setting in SETTINGS:
        assert setting.meaning in rows[f"BLOG_{setting.name}"]


@pytest.mark.parametrize("document", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(CODE.sub("", document.read_text("utf-8")))

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_no_lock_file_names_an_address() -> None:
    locks = list(ROOT.glob("requirements*.lock"))

    assert locks
    assert [lock.name for lock in locks if "://" in lock.read_text("utf-8")] == []


def test_every_test_that_security_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs/security.md").read_text("utf-8")))

    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_difference_from_commonmark_is_explained() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/markdown.md").read_text("utf-8"), re.MULTILINE)

    assert DIFFERENCES.keys() <= set(rows)


def test_every_test_that_acceptance_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/acceptance.md").read_text("utf-8")))
    written = {
        name
        for path in ROOT.glob("tests/**/test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }

    assert len(named) >= 27
    assert named - written == set()


def test_every_test_that_reviews_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/reviews.md").read_text("utf-8")))
    tests = "\n".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py"))

    assert len(named) >= 10
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []


@pytest.mark.parametrize("document", GUIDES, ids=lambda path: path.name)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    named = {any_name(path) for path in NAMED_PATH.findall(document.read_text("utf-8"))}

    assert [path for path in sorted(named) if not any(ROOT.glob(path.rstrip("/")))] == []


def test_documents_name_many_files_and_commands() -> None:
    """The checks beside this one look at something."""
    text = "\n".join(document.read_text("utf-8") for document in GUIDES)

    assert len(set(NAMED_PATH.findall(text))) > 100
    assert {"run", "test", "check"} <= set(MAKE.findall(text))
    assert {("db", "upgrade"), ("subscribers", "import"), ("doctor", "")} <= set(
        COMMAND.findall("\n".join(code_of(text)))
    )


def any_name(path: str) -> str:
    """Return a glob for *path*, in which a part in capitals stands for any name."""
    return "/".join("*" if part.isupper() else part for part in path.split("/"))


@pytest.mark.parametrize("document", GUIDES, ids=lambda path: path.name)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(MAKE.findall(document.read_text("utf-8"))) - targets == set()


@pytest.mark.parametrize("document", GUIDES, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(document: Path, sqlite_app: Flask) -> None:
    named = [found for part in code_of(document.read_text("utf-8")) for found in COMMAND.findall(part)]

    assert [words for words in named if not is_command(sqlite_app, *words)] == []


def code_of(text: str) -> list[str]:
    """Return what stands in code blocks and between backticks."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))]


def is_command(app: Flask, name: str, below: str) -> bool:
    """Return whether *app* has the command, and below it, if it is a group, the other one."""
    context = click.Context(app.cli)
    command = app.cli.get_command(context, name)
    return command is not None and (not below or not isinstance(command, click.Group) or below in command.commands)


def test_every_decision_stands_under_its_day() -> None:
    text = (ROOT / "docs/decisions.md").read_text("utf-8")
    *days, last = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert last == "Libraries beside the fixed five"
    assert days == sorted(days)
    assert [day for day in days if not re.fullmatch(r"\d{4}-\d\d-\d\d", day)] == []


PLAN_LINE = re.compile(r"^( *)((?:[\w.]+/?  ?)*[\w.]+/?)(?:   +|$)")


def planned_folders() -> set[str]:
    """Return the folders of blog/ that the plan of the house names."""
    plan = (ROOT / "docs/architecture.md").read_text("utf-8").split("```")[1].splitlines()
    found, parents = set[str](), ["blog"]
    for line in plan[plan.index("blog/") + 1 : plan.index(next(one for one in plan if one.startswith("instance/")))]:
        match = PLAN_LINE.match(line)
        assert match, line
        depth = len(match[1]) // 2
        names = [name.rstrip("/") for name in match[2].split() if name.endswith("/")]
        found |= {"/".join([*parents[:depth], name]) for name in names}
        parents[depth:] = names[-1:]
    return found


def test_the_plan_of_the_house_names_every_folder() -> None:
    inner = {
        "blog/text/markdown/pasting",
        *(f"blog/operations/demo/{kind}" for kind in ("articles", "files", "pages", "photos")),
    }
    data = ("static/", "themes/bundled", "templates/", "translations/", "__pycache__")
    folders = {str(folder.relative_to(ROOT)) for folder in (ROOT / "blog").rglob("*") if folder.is_dir()}
    real = {folder for folder in folders - inner if not any(part in folder for part in data)}

    assert planned_folders() == {
        folder for folder in real if (ROOT / folder).exists() and any((ROOT / folder).iterdir())
    }
