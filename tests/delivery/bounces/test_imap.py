"""The mailbox of bounces, over real TLS."""

import ssl
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs

from blog.database import db
from blog.delivery.bounces import imap
from blog.delivery.bounces.imap import BounceMailboxJob, MailboxUnavailable, read_account
from blog.delivery.worker.main_loop import run
from blog.models import Bounce, Installation
from blog.web.clock import read_clock
from tests.delivery.bounces.imapserver import PASSWORD, USER, Mailbox, Server
from tests.delivery.bounces.samples import make_accepted, returned
from tests.factories import NOW, save
from tests.settings import change_settings


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def poll(app: Flask, box: Mailbox, certificate: tuple[ssl.SSLContext, Path]) -> Iterator[Callable[..., bool]]:
    """Look into the mailbox as the worker does, at the time it says."""
    context, file = certificate
    server = Server(box, context).start()
    url = f"imaps://{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}"
    change_settings(app, bounce_imap_url=url, mail_ca_file=str(file))
    duty = BounceMailboxJob(app, lambda: NOW)
    yield lambda after=timedelta(): duty(db.session, NOW + after)
    server.stop()


def bounces() -> int:
    db.session.expire_all()
    return len(db.session.scalars(select(Bounce)).all())


def test_what_lies_in_the_mailbox_is_taken_and_marked_seen(poll: Callable[..., bool], box: Mailbox) -> None:
    box.messages = [returned(name, make_accepted()) for name in ("qmail", "none_vacation", "arf_abuse")]

    assert poll() is True

    assert bounces() == 2
    assert (box.seen, box.moved) == ({1, 2, 3}, set())
    assert not any("DELETE" in command.upper() or "EXPUNGE" in command.upper() for command in box.commands)


@pytest.mark.parametrize(
    ("has_processed", "capabilities", "moved"),
    [(True, "IMAP4rev1 MOVE", {1}), (True, "IMAP4rev1", set()), (False, "IMAP4rev1 MOVE", set())],
)
def test_what_was_read_is_put_away_where_that_deletes_nothing(
    poll: Callable[..., bool], box: Mailbox, has_processed: bool, capabilities: str, moved: set[int]
) -> None:
    box.messages = [returned("qmail", make_accepted())]
    box.has_processed, box.capabilities = has_processed, capabilities

    poll()

    assert (box.seen, box.moved) == ({1}, moved)


def test_the_mailbox_is_asked_when_it_is_time(app: Flask, poll: Callable[..., bool], box: Mailbox) -> None:
    every = timedelta(seconds=app.config["BOUNCE_IMAP_SECONDS"])

    poll()
    asked = len(box.commands)
    poll(every - timedelta(seconds=1))
    asked_too_soon = len(box.commands) - asked
    poll(every)

    assert asked_too_soon == 0
    assert len(box.commands) == 2 * asked


def test_a_long_mailbox_is_read_in_turns(
    poll: Callable[..., bool], box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MAX_MESSAGES", 2)
    box.messages = [returned("none_vacation", None)] * 3

    turns = [(poll(), len(box.seen)) for _ in range(3)]

    assert turns == [(True, 2), (True, 3), (False, 3)]


def test_a_turn_ends_before_it_keeps_the_worker_too_long(
    poll: Callable[..., bool], box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MAX_POLL_SECONDS", -1)
    box.messages = [returned("qmail", make_accepted())]

    assert poll() is False

    assert box.seen == set()


@pytest.mark.parametrize("command", ["STORE", "MOVE"])
def test_a_connection_lost_before_the_mark_changes_nothing_twice(
    poll: Callable[..., bool], box: Mailbox, command: str
) -> None:
    box.messages = [returned("mailbox_full", make_accepted())]
    box.has_processed, box.dropped = True, command

    first = poll()
    box.dropped = ""
    poll(timedelta(days=1))

    assert first is False
    assert bounces() == 1


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH", "LIST", "FETCH"])
def test_a_refusal_is_logged_without_the_password_and_waits(
    poll: Callable[..., bool], box: Mailbox, command: str
) -> None:
    box.messages = [returned("qmail", make_accepted())]
    box.refused = command

    with capture_logs() as lines:
        is_busy = poll()

    assert (is_busy, bounces()) == (False, 0)
    assert [line["event"] for line in lines] == ["bounce mailbox unavailable"]
    assert PASSWORD not in str(lines)
    assert "refused" in lines[0]["reason"]


def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(
    app: Flask, poll: Callable[..., bool], box: Mailbox
) -> None:
    change_settings(app, mail_ca_file=None)
    stranger = BounceMailboxJob(app, lambda: NOW)

    with capture_logs() as lines:
        assert stranger(db.session, NOW) is False

    assert "CERTIFICATE_VERIFY_FAILED" in lines[0]["reason"]
    assert box.commands == []


@pytest.mark.parametrize(("is_copy", "seen"), [(False, {1}), (True, set())])
def test_the_worker_reads_the_mailbox_unless_its_database_is_a_copy(
    app: Flask, poll: Callable[..., bool], box: Mailbox, is_copy: bool, seen: set[int]
) -> None:
    box.messages = [returned("qmail", make_accepted())]
    if is_copy:
        save(Installation(id=1, fingerprint="of another database", epoch=1, declared_at=NOW))

    db.session.commit()
    run(app, [], Event(), read_clock, once=True)

    assert box.seen == seen


def test_without_a_mailbox_there_is_nothing_to_do(app: Flask) -> None:
    assert BounceMailboxJob(app, lambda: NOW)(db.session, NOW) is False


@pytest.mark.parametrize(
    "url",
    [
        "imap://name:password@example.org/INBOX",
        "imaps://example.org/INBOX",
        "imaps://name@example.org",
        "imaps://name:password@",
        "imaps://name:password@example.org:many",
        "imaps://name:password@[",
        "imaps://name:password@example.org/a%22b",
        "imaps://name:password@example.org/a%0d%0aLOGOUT",
        "",
    ],
)
def test_only_an_encrypted_mailbox_with_name_and_password_is_asked(url: str) -> None:
    with pytest.raises(MailboxUnavailable) as caught:
        read_account(url, None)

    assert "BLOG_BOUNCE_IMAP_URL" in str(caught.value)


def test_an_account_does_not_show_its_password() -> None:
    account = read_account("imaps://a%40b:p%2F1@example.org:1993/Bounces%20in", None)

    assert (account.host, account.port, account.user, account.password) == ("example.org", 1993, "a@b", "p/1")
    assert account.folder == "Bounces in"
    assert "p/1" not in repr(account)
