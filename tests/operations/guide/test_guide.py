"""docs/operations.md is a script: each block runs as the account that it names, in a Debian root of its own."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.operations.guide import debian_root
from tests.operations.guide.blocks import FENCE, GUIDE, read_blocks

pytestmark = pytest.mark.xdist_group("guide")
Machine = tuple[Path, list[dict[str, Any]]]
BLOCKS = read_blocks()
ENDS_WITH_DOCTOR = "broadsheet doctor\n"


def test_every_block_names_its_account() -> None:
    assert len(BLOCKS) == len(FENCE.findall(GUIDE.read_text("utf-8"))) > 15


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_every_block_can_be_read_by_every_shell(shell: str) -> None:
    done = [subprocess.run([shell, "-n"], input=block.commands, text=True, check=False) for block in BLOCKS]

    assert {one.returncode for one in done} == {0}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """What stands on the machine after all blocks, and how each of them went."""
    if debian_root.fault():
        pytest.skip(debian_root.fault())
    folder = tmp_path_factory.mktemp("debian")
    done = debian_root.run_inside("tests.operations.guide.run_blocks", folder)
    assert done.returncode == 0, done.stderr
    return folder / "upper", json.loads((folder / "upper/srv/results.json").read_text("utf-8"))


def test_every_block_ends_well(machine: Machine) -> None:
    _, results = machine
    allowed = [{0, 1} if block.commands.endswith(ENDS_WITH_DOCTOR) else {0} for block in BLOCKS]

    assert [one for one, statuses in zip(results, allowed, strict=True) if one["status"] not in statuses] == []


def test_settings_are_read_by_the_site_and_by_nobody_else(machine: Machine) -> None:
    upper, _ = machine
    settings = (upper / "etc/broadsheet.env").stat()

    assert (settings.st_mode & 0o777, settings.st_uid) == (0o640, 0)
    assert settings.st_gid != 0
    assert re.search(r"^BLOG_SECRET_KEY=[\w-]{64}$", (upper / "etc/broadsheet.env").read_text(), re.MULTILINE)


def test_the_site_writes_its_own_folder_and_nothing_beside_it(machine: Machine) -> None:
    site = machine[0] / "srv/broadsheet"
    written = {path.relative_to(site).parts[0] for path in site.rglob("*") if path.stat().st_uid != 0}

    assert written == {"instance"}
    assert (site / "instance/blog.sqlite3").stat().st_mode & 0o077 == 0


def test_the_service_says_where_it_listens_and_answers(machine: Machine) -> None:
    service = next(one for one in machine[1] if one["title"] == "the service")

    assert '{"status":"ok"}' in service["output"]


def test_a_bounce_gets_through_nginx_to_the_site(machine: Machine) -> None:
    sent = next(one for one in machine[1] if one["title"] == "who has the secret and a message")

    assert '{"status":"ok"}' in sent["output"]


def test_each_program_that_stands_for_another_is_used(machine: Machine) -> None:
    calls = (machine[0] / "srv/calls").read_text("utf-8").splitlines()

    assert {"apt-get", "git", "certbot", "createdb", "postconf", "podman"} <= {call.split()[0] for call in calls}
