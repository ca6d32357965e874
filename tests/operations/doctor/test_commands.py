"""flask doctor as an operator runs it."""

import json
import re
from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask

from blog.database.engine import UnsuitableEncoding
from blog.operations.doctor import commands
from blog.operations.doctor.commands import checks, format_text, run_checks
from blog.operations.doctor.findings import Diagnosis, Severity, ok, warn, wrong
from tests.factories import NOW
from tests.operations.doctor.fakes import FakeRecords, severities
from tests.relay import Relay
from tests.settings import change_settings


def run(app: Flask, monkeypatch: pytest.MonkeyPatch, *message: str, records: FakeRecords | None = None) -> Result:
    monkeypatch.setattr(commands, "DnsRecords", lambda: records or FakeRecords())
    return app.test_cli_runner().invoke(args=["doctor", *message])


def test_every_finding_is_a_line_with_a_mark_and_something_wrong_is_the_status(
    app: Flask, monkeypatch: pytest.MonkeyPatch, relay: Relay
) -> None:
    change_settings(app, mail_port=relay.port)

    result = run(app, monkeypatch)

    *lines, _blank, total = result.output.splitlines()
    assert result.exit_code == 1
    assert all(re.match(r"(ok   |warn |WRONG)  [a-z-]+ +[A-Z0-9a-z].*[.:=]", line) for line in lines)
    assert {line.split()[1] for line in lines} >= {"settings", "database", "worker", "guard", "relay", "spf", "disk"}
    assert re.fullmatch(r"\d+ wrong, \d+ to look at, \d+ in order\.", total)
    assert "\x1b" not in result.output


def test_a_monitor_gets_json(app: Flask, monkeypatch: pytest.MonkeyPatch, relay: Relay) -> None:
    change_settings(app, mail_port=relay.port)

    said = json.loads(run(app, monkeypatch, "--json").output)

    assert set(said["findings"][0]) == {"about", "mark", "words"}
    assert said["counts"]["wrong"] == sum(row["mark"] == "wrong" for row in said["findings"]) > 0


def test_a_network_without_names_leaves_the_other_checks(
    app: Flask, monkeypatch: pytest.MonkeyPatch, relay: Relay
) -> None:
    change_settings(app, mail_port=relay.port)

    result = run(app, monkeypatch, records=FakeRecords(is_away=True))

    assert "could not be asked for news.example.org (Timeout). Check the network" in result.output
    assert "ok     relay" in re.sub(r" +", lambda gap: gap[0], result.output)


def test_a_database_in_another_encoding_is_named() -> None:
    def broken() -> Iterator[Diagnosis]:
        raise UnsuitableEncoding("LATIN1")

    (finding,) = run_checks([("database", broken)])

    assert finding.severity is Severity.WRONG
    assert finding.message.startswith("The Postgres database is in LATIN1")


def test_no_secret_is_printed(app: Flask, monkeypatch: pytest.MonkeyPatch, relay: Relay) -> None:
    change_settings(app, mail_port=relay.port, mail_username="news", mail_password="hidden-password")
    change_settings(app, bounce_imap_url="imaps://a:hidden-password@b.example", bounce_webhook_secret="hidden-password")

    output = run(app, monkeypatch).output + run(app, monkeypatch, "--json").output

    assert "hidden-password" not in output
    assert app.config["SECRET_KEY"] not in output


def test_the_site_is_asked_only_when_told(app: Flask) -> None:
    names = [[name for name, _ in checks(app, FakeRecords(), NOW, is_online=flag)] for flag in (False, True)]

    assert [("site" in some) for some in names] == [False, True]


def test_a_check_that_breaks_leaves_the_others(app: Flask) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    findings = run_checks([("one", broken), ("two", lambda: iter([ok("two", "Fine.")]))])  # type: ignore[list-item]

    assert severities(findings) == [("one", "WRONG"), ("two", "ok")]
    assert "ZeroDivisionError" in findings[0].message


def test_lines_are_aligned() -> None:
    text = format_text([ok("a", "Fine."), warn("longer", "Look."), wrong("b", "Do this.")])

    plain = re.sub(r"\x1b\[\d+m", "", text).splitlines()
    assert plain[:3] == ["ok     a       Fine.", "warn   longer  Look.", "WRONG  b       Do this."]
    assert plain[-1] == "1 wrong, 1 to look at, 1 in order."
