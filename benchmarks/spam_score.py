"""What SpamAssassin makes of an alert and a digest, in local mode: without network, so headers and content alone."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.stage import NOW, add_article, add_readers, set_stage
from blog.database import db
from blog.delivery.composing.composer import Composer, unstuff_dots
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.outbox import announce
from blog.models import Alert, Delivery, DeliveryKind, Subscriber
from blog.web.extensions import links

SCORE = re.compile(r"^X-Spam-Status: .*?score=(-?[0-9.]+).*?tests=(.*?)\s+autolearn", re.MULTILINE | re.DOTALL)


def measure() -> Iterator[str]:
    """Yield a line a message, or one that says what is missing."""
    program = shutil.which("spamassassin")
    if program is None:
        yield "spam score: spamassassin is not installed"
        return
    with set_stage(SITE_NAME="IFBG News"):
        add_readers(1)
        alert = announce(db.session, add_article(), NOW)
        db.session.commit()
        for row in (add_row(alert, DeliveryKind.ALERT), add_row(alert, DeliveryKind.DIGEST)):
            score, tests = score_of(program, message_of(row))
            yield f"spam score: {score} for {row.kind} ({tests}); good is 0 or less"


def add_row(alert: Alert, kind: DeliveryKind) -> Delivery:
    """Owe the one reader a message; a digest carries the alert."""
    reader = db.session.query(Subscriber).one()
    about = {"alert": alert if kind == DeliveryKind.ALERT else None, "subscriber": reader, "address": reader.address}
    row = Delivery(kind=kind, owed_at=NOW, due_at=NOW, **about)
    db.session.add(row)
    db.session.flush()
    if kind == DeliveryKind.DIGEST:
        db.session.query(Delivery).filter(Delivery.alert_id == alert.id).update({"carried_by_id": row.id})
    db.session.commit()
    return row


def message_of(row: Delivery) -> bytes:
    """Return the message as it was before the relay took it."""
    lives = {"confirmation": timedelta(days=7), "reset": timedelta(hours=1)}
    composer = Composer(links(), "IFBG News <news@news.example.org>", **lives)
    reader = row.subscriber
    whose = (reader.id, reader.key, reader.address, "Ann Reader")
    pending = PendingMessage(row.id, row.kind, row.alert_id, *whose, is_repeat=False, attempts=0)
    return unstuff_dots(composer.write(pending, db.session, NOW).data)


def score_of(program: str, message: bytes) -> tuple[str, str]:
    """Return the score and the names of the tests that counted."""
    command = [program, "--local", "--cf=use_bayes 0", "--cf=use_auto_whitelist 0"]
    judged = subprocess.run(command, input=message, capture_output=True, check=True, timeout=120)
    found = SCORE.search(judged.stdout.decode("utf-8", "replace"))
    return (found[1], re.sub(r"\s+", "", found[2])) if found else ("unknown", "no answer")
