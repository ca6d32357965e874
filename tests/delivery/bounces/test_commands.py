"""What the mail server and the operator do with bounces in a shell."""

import os
import ssl
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.delivery.bounces import commands
from blog.models import Suppression, SuppressionBrake
from tests.delivery.bounces.imapserver import PASSWORD, USER, Mailbox, Server
from tests.delivery.bounces.samples import make_accepted, returned, verp
from tests.factories import NOW, make_subscriber, save
from tests.settings import change_settings


def run(app: Flask, *words: str, stdin: bytes = b"") -> Result:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["bounces", *words], input=stdin)
    db.session.expire_all()
    return result


def test_a_piped_report_is_taken(app: Flask) -> None:
    delivery = make_accepted()

    result = run(app, "take", stdin=returned("postfix_user_unknown", delivery))

    assert (result.exit_code, result.output) == (0, "taken\n")
    assert delivery.subscriber is not None
    assert delivery.subscriber.suppression is Suppression.HARD_BOUNCE


def test_the_envelope_of_the_mail_server_proves_the_message(app: Flask) -> None:
    delivery = make_accepted()

    result = run(app, "take", "--recipient", verp(delivery), stdin=returned("qmail", None))

    assert result.output == "taken\n"


@pytest.mark.parametrize(
    ("stdin", "status"),
    [
        (b"", os.EX_DATAERR),
        (b" \r\n", os.EX_DATAERR),
        (b"\x00\xff", os.EX_OK),
        (b"From: somebody\n\n" + b"x" * 3_000_000, os.EX_OK),
    ],
    ids=["nothing", "blank", "rubbish", "long"],
)
def test_whatever_was_read_is_not_asked_for_again(app: Flask, stdin: bytes, status: int) -> None:
    assert run(app, "take", stdin=stdin).exit_code == status


def test_a_database_that_is_away_lets_the_mail_server_try_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(commands, "process_message", fail)

    assert run(app, "take", stdin=b"From: x\n\n").exit_code == os.EX_TEMPFAIL


def test_the_mailbox_is_read_once(app: Flask, certificate: tuple[ssl.SSLContext, Path]) -> None:
    context, file = certificate
    server = Server(Mailbox([returned("qmail", make_accepted()), returned("qmail", None)]), context).start()
    user = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
    change_settings(app, bounce_imap_url=f"imaps://{user}@127.0.0.1:{server.port}/INBOX", mail_ca_file=str(file))

    outputs = [run(app, "poll").output for _ in range(2)]
    server.stop()

    assert outputs == ["2 messages read: 1 taken, 1 unrelated.\n", "0 messages read.\n"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [(None, "is not set"), ("imap://a:b@c", "must be written as imaps://"), ("imaps://a:b@127.0.0.1:1", "refused")],
)
def test_a_mailbox_that_cannot_be_read_is_one_line(app: Flask, url: str | None, sentence: str) -> None:
    change_settings(app, bounce_imap_url=url)

    result = run(app, "poll")

    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert sentence in result.output


def test_an_address_is_lifted(app: Flask) -> None:
    reader = make_subscriber(
        "Anna@example.com", suppressed_at=NOW, suppression=Suppression.HARD_BOUNCE, suppression_words="550"
    )

    first, second = run(app, "lift", " anna@EXAMPLE.com"), run(app, "lift", "anna@example.com")

    assert first.output == "Mail goes to Anna@example.com again.\n"
    assert reader.suppression is None
    assert (second.exit_code, second.output) == (1, "Error: Nothing stops mail to this address.\n")


def test_nobody_is_lifted_under_an_unknown_address(app: Flask) -> None:
    assert "There is no subscriber with this address." in run(app, "lift", "ghost@example.com").output


def make_suppressed(address: str, words: str) -> None:
    make_subscriber(address, suppression=Suppression.HARD_BOUNCE, suppressed_at=NOW, suppression_words=words)


def test_many_are_lifted_by_criteria_after_a_dry_run(app: Flask) -> None:
    make_suppressed("a@example.com", "550 policy")
    make_suppressed("b@example.com", "550 no such user")
    criteria = ("--since", "2026-05-01", "--words", "Policy", "--domain", "@example.com")

    dry = run(app, "lift", *criteria, "--dry-run")
    real = run(app, "lift", *criteria)
    again = run(app, "lift", *criteria)

    assert dry.output == "Suppressions that would be lifted: 1.\na@example.com  550 policy\n"
    assert (real.output, again.output) == ("Suppressions lifted: 1.\n", "Suppressions lifted: 0.\n")


@pytest.mark.parametrize("words", [(), ("a@example.com", "--words", "x"), ("--since", "yesterday")])
def test_criteria_that_mean_nothing_are_refused(app: Flask, words: tuple[str, ...]) -> None:
    assert run(app, "lift", *words).exit_code == 2


def test_a_stop_is_decided_on_the_command_line(app: Flask) -> None:
    nothing = run(app, "decide", "spare")
    save(SuppressionBrake(since=NOW, engaged_at=NOW, refused=12))

    decided = run(app, "decide", "spare")

    assert (nothing.exit_code, decided.exit_code) == (1, 0)
    assert db.session.scalar(SuppressionBrake.engaged()) is None
