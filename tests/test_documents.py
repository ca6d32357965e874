"""What the documents promise is what the code has."""

import re
from pathlib import Path

import pytest

from blog.settings import SETTINGS

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


def test_operations_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / "docs/operations.md").read_text("utf-8").splitlines()
    rows = {line.split("|")[1].strip().strip("`"): line for line in lines if line.startswith("| `BLOG_")}

    assert set(rows) == {f"BLOG_{setting.name}" for setting in SETTINGS}
    for setting in SETTINGS:
        assert setting.meaning in rows[f"BLOG_{setting.name}"]


@pytest.mark.parametrize("document", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text("utf-8"))

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_no_lock_file_names_an_address() -> None:
    locks = list(ROOT.glob("requirements*.lock"))

    assert locks
    assert [lock.name for lock in locks if "://" in lock.read_text("utf-8")] == []


def test_every_test_that_security_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs/security.md").read_text("utf-8")))

    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_test_that_acceptance_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/acceptance.md").read_text("utf-8")))
    written = {
        name
        for path in ROOT.glob("tests/**/test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }

    assert len(named) >= 27
    assert named - written == set()
