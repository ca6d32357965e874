"""How fast an alert leaves, ledger included, against smtplib sending ready bytes to the same peer."""

import smtplib
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller

from benchmarks.stage import NOW, add_article, add_readers, set_stage
from blog.database import db
from blog.delivery.outbox import announce
from blog.delivery.worker import run

READERS = 1000


class Sink:
    """Accepts everything and keeps only the count."""

    accepted = 0

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        """Accept one message."""
        self.accepted += 1
        return "250 accepted"


def measure() -> Iterator[str]:
    """Yield one line."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=8126)
    controller.start()
    try:
        worker, plain = rate_of_worker(controller.port), rate_of_smtplib(controller.port)
        yield f"sending: {worker:.0f} messages/s, {worker / plain:.2f} of smtplib's {plain:.0f}"
    finally:
        controller.stop()


def rate_of_worker(port: int) -> float:
    """Return the messages a second of one worker, audience and ledger included."""
    with set_stage(MAIL_SERVER="127.0.0.1", MAIL_PORT=port) as app:
        add_readers(READERS)
        announce(db.session, add_article(), NOW)
        db.session.commit()
        db.session.remove()
        began = time.perf_counter()
        run(app, (), Event(), lambda: NOW, is_once=True)
        return READERS / (time.perf_counter() - began)


def rate_of_smtplib(port: int) -> float:
    """Return the messages a second of smtplib on one connection, one ready message to all."""
    message = EmailMessage()
    message["Subject"] = "The budget"
    message.set_content("The board met on Tuesday.\r\n" * 100)
    data = message.as_bytes(policy=SMTP)
    with smtplib.SMTP("127.0.0.1", port) as host:
        began = time.perf_counter()
        for number in range(READERS):
            host.sendmail("news@news.example.org", f"reader{number}@example.com", data)
        return READERS / (time.perf_counter() - began)
