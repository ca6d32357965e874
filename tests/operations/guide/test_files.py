"""The files beside docs/operations.md hold what the programs that read them want."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from blog.config.loading import read_environment
from tests.operations.guide.blocks import ROOT

FOLDER = ROOT / "docs/operations"
UNITS = sorted((FOLDER / "systemd").glob("*.service"))
GENERATOR = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
SENDER = "IFBG News <news@example.org>"


def read_by_shell(shell: str) -> dict[str, str]:
    """Return the settings as a shell has them that reads the file."""
    script = 'set -a; . "$1"; env -0'
    command = [shell, "-c", script, shell, str(FOLDER / "broadsheet.env")]
    environment = {"PATH": os.environ["PATH"]}
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    variables = dict(line.split("=", 1) for line in printed.split("\0") if line)
    return {name: value for name, value in variables.items() if name.startswith("BLOG_")}


def test_every_shell_reads_the_same_settings() -> None:
    found = read_by_shell("bash")

    assert found == read_by_shell("sh")
    assert found["BLOG_MAIL_DEFAULT_SENDER"] == SENDER
    assert read_environment(found)["MAIL_DEFAULT_SENDER"] == SENDER


@pytest.mark.skipif(not GENERATOR.exists(), reason="systemd is not installed")
def test_systemd_reads_what_shells_read(tmp_path: Path) -> None:
    (tmp_path / "environment.d").mkdir()
    shutil.copy(FOLDER / "broadsheet.env", tmp_path / "environment.d/50-site.conf")

    environment = {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    printed = subprocess.run([GENERATOR], env=environment, capture_output=True, text=True, check=True).stdout

    lines = [line.split("=", 1) for line in printed.splitlines() if line.startswith("BLOG_")]
    found = {name: value.strip('"') for name, value in lines}
    assert {**dict.fromkeys(read_by_shell("sh"), ""), **found} == read_by_shell("sh")


def test_no_line_of_the_settings_means_something_else_to_one_of_them() -> None:
    lines = [line for line in (FOLDER / "broadsheet.env").read_text("utf-8").splitlines() if not line.startswith("#")]

    assert [line for line in lines if not re.fullmatch(r'BLOG_\w+=("[^"$`\\]*"|[\w.:/@%-]*)', line)] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_exposes_little(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=25", "--no-pager", str(unit)]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_may_take_its_time_and_does_not_start_for_ever(unit: Path) -> None:
    text = unit.read_text("utf-8")

    assert "User=broadsheet" in text
    assert ("db upgrade" in text) == ("TimeoutStartSec=infinity" in text)
    assert ("Restart=always" in text) == ("StartLimitBurst=10" in text)


def test_what_serves_on_a_machine_of_its_own_units_is_upgraded_once_before() -> None:
    split = [unit.read_text("utf-8") for unit in UNITS if unit.stem in {"broadsheet-web@", "broadsheet-worker"}]

    assert len(split) == 2
    assert all("Requires=broadsheet-upgrade.service\nAfter=broadsheet-upgrade.service" in text for text in split)
    assert not any("db upgrade" in text for text in split)


def test_nginx_needs_nothing_newer_than_its_version_1_18() -> None:
    text = (FOLDER / "nginx-site.conf").read_text("utf-8")

    assert "listen 443 ssl http2;" in text
    assert not re.search(r"^\s*http2 on", text, re.MULTILINE)
    assert {"proxy_request_buffering on;", "proxy_buffering on;"} <= {line.strip() for line in text.splitlines()}
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text


def test_figures_are_closed_to_the_public() -> None:
    assert "location = /metrics { return 404; }" in (FOLDER / "nginx-site.conf").read_text("utf-8")
    assert "@closed path /metrics" in (FOLDER / "Caddyfile").read_text("utf-8")


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_takes_its_file() -> None:
    command = ["caddy", "adapt", "--adapter", "caddyfile", "--config", str(FOLDER / "Caddyfile")]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("status", "told"), [(0, 0), (65, 65), (75, 75), (1, 75), (2, 75), (126, 75), (None, 75)])
def test_postfix_tries_again_unless_a_bounce_was_read_or_was_none(
    tmp_path: Path, status: int | None, told: int
) -> None:
    site = tmp_path / "broadsheet"
    if status is not None:
        site.write_text(f'#!/bin/sh\ncat > {tmp_path}/got; echo "$*" >> {tmp_path}/got\nexit {status}\n')
        site.chmod(0o755)
    script = tmp_path / "take-bounce"
    script.write_text((FOLDER / "take-bounce").read_text("utf-8").replace("/usr/local/bin/broadsheet", str(site)))

    command = ["sh", str(script), "bounces+1z-ab@example.org"]
    done = subprocess.run(command, input="message\n", text=True, capture_output=True, check=False)

    assert done.returncode == told
    if status is not None:
        assert (tmp_path / "got").read_text() == "message\nbounces take --recipient bounces+1z-ab@example.org\n"


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("bounces@example.org", True),
        ("bounces+1z-abcdefghijklmnop@example.org", True),
        ("bounces@example.org.evil.example", False),
        ("nobounces@example.org", False),
        ("bounces2@example.org", False),
    ],
)
def test_the_transport_map_takes_bounces_and_nothing_else(address: str, is_ours: bool) -> None:
    lines = (FOLDER / "postfix-transport").read_text("utf-8").splitlines()
    pattern, transport = next(line for line in lines if line.startswith("/")).rsplit(" ", 1)

    assert transport == "bounces:"
    assert bool(re.search(pattern.strip("/"), address)) is is_ours
