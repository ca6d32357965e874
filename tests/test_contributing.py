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


PYTHON = """#!/bin/sh
case "$*" in
  *print*) echo {version} ;;
  *sys.exit*) [ {version} != 3.10 ] ;;
  "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; printf '#!/bin/sh\\n' > .venv/bin/pip
    chmod +x .venv/bin/pip ;;
esac
"""


def make_run_environment(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Let make install what "make run" needs in *folder*, with a stand-in for a Python of that version."""
    (folder / "Makefile").write_text(MAKEFILE)
    for name in ("requirements.lock", "requirements-boot.lock"):
        (folder / name).touch()
    program = folder / f"python{python}"
    program.write_text(PYTHON.format(version=python))
    program.chmod(0o755)
    command = ["make", "--no-print-directory", ".venv/.run", f"PYTHON={program}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_python_that_is_too_old_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = make_run_environment(tmp_path, "3.10")

    assert done.returncode != 0
    assert done.stdout.startswith("Broadsheet needs Python 3.11 or newer")
    assert not (tmp_path / ".venv").exists()


def test_an_environment_of_another_python_is_made_anew(tmp_path: Path) -> None:
    first = make_run_environment(tmp_path, "3.11")
    (tmp_path / ".venv/old").touch()
    again = make_run_environment(tmp_path, "3.11")
    is_kept = (tmp_path / ".venv/old").exists()
    newer = make_run_environment(tmp_path, "3.12")

    assert [done.returncode for done in (first, again, newer)] == [0, 0, 0], newer.stderr
    assert (is_kept, (tmp_path / ".venv/old").exists()) == (True, False)
    assert "echo 3.12" in (tmp_path / ".venv/bin/python").read_text()
    assert (tmp_path / ".venv/.run").exists()
