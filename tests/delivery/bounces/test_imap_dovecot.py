"""The mailbox of bounces on a real server, which names MOVE only after the login."""

import shutil
import ssl
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import pytest
from flask import Flask

from blog.config.loading import apply_settings
from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.bounces.imap import BounceMailboxJob
from blog.models import Bounce
from tests.delivery.bounces.dovecot import USER, find_dovecot, run_dovecot
from tests.delivery.bounces.samples import make_accepted, returned
from tests.factories import NOW
from tests.settings import change_settings

PASSWORD = "brücke-7"


@pytest.fixture(scope="module")
def mailbox(certificate: tuple[ssl.SSLContext, Path]) -> Iterator[tuple[int, Path]]:
    """Port and Maildir of the server; its folder has a short name, since that of a socket is limited."""
    program = find_dovecot() or pytest.skip("Debian's dovecot-imapd is not installed.")
    folder = Path(mkdtemp(prefix="dc"))
    with run_dovecot(program, folder, certificate[1], PASSWORD) as port:
        yield port, folder / "mail"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def job(
    sqlite_app: Flask, mailbox: tuple[int, Path], certificate: tuple[ssl.SSLContext, Path]
) -> Iterator[BounceMailboxJob]:
    url = f"imaps://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{mailbox[0]}"
    before = settings_of(sqlite_app)
    change_settings(sqlite_app, bounce_imap_url=url, mail_ca_file=str(certificate[1]))
    yield BounceMailboxJob(sqlite_app, lambda: NOW)
    apply_settings(sqlite_app, before)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_what_was_read_is_moved_on_a_real_server(app: Flask, job: BounceMailboxJob, mailbox: tuple[int, Path]) -> None:
    folder = mailbox[1]
    (folder / "new" / "1.report").write_bytes(returned("qmail", make_accepted()))

    assert job(db.session, NOW) is True

    assert db.session.query(Bounce).count() == 1
    assert [len(list((folder / place).iterdir())) for place in ("new", "cur", ".Processed/cur")] == [0, 0, 1]
