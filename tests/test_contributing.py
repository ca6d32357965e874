"""What people from outside meet first does what it says."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_commits_are_checked_by_what_make_check_runs() -> None:
    hooks = re.findall(r"^ +entry: (.+)$", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"), re.MULTILINE)
    recipe = re.findall(r"^check:.*\n((?:\t.+\n)+)", MAKEFILE, re.MULTILINE)[0]

    assert hooks == [line.strip().removeprefix("@").replace("$(BIN)", ".venv/bin") for line in recipe.splitlines()]


def test_make_alone_names_every_command() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)

    assert re.findall(r"^make (\w+) +\S", said, re.MULTILINE) == targets
    assert {"run", "test", "help"} <= set(targets)


def test_the_forge_runs_the_tests_on_every_python_that_is_promised() -> None:
    workflow = (ROOT / ".github/workflows/test.yml").read_text("utf-8")

    assert re.findall(r'"(3\.\d+)"', workflow) == ["3.11", "3.12", "3.13", "3.14"]
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert "run: make test" in workflow
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == "make test"


def test_the_changelog_names_the_version_of_the_package() -> None:
    version = re.findall(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[0]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert set(re.findall(r"^### (.+)$", changelog, re.MULTILINE)) <= {
        "Upgrade notes",
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    }


def test_the_folder_of_a_site_is_in_the_repository_and_its_contents_are_not() -> None:
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()

    assert {"instance/*", "!instance/README.md"} <= set(lines)
    assert (ROOT / "instance/README.md").is_file()
