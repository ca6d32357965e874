"""What one alert more costs: addressed from the mould, and signed (DKIM, RSA-2048)."""

import time
from collections.abc import Iterator
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric import rsa

from benchmarks.stage import NOW, add_article, add_readers, set_stage
from blog.database import db
from blog.delivery.composing.composer import Composer
from blog.delivery.composing.dkim import Signer
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.outbox import announce
from blog.models import Alert, DeliveryKind
from blog.web.extensions import links

PLAIN, SIGNED, TURNS = 5000, 300, 5


def measure() -> Iterator[str]:
    """Yield one line."""
    with set_stage():
        add_readers(1)
        alert = announce(db.session, add_article(), NOW)
        db.session.commit()
        signer = Signer("news.example.org", "bench", rsa.generate_private_key(65537, 2048))
        plain, size = cost_of(alert, None, PLAIN)
        signed, _ = cost_of(alert, signer, SIGNED)
    yield f"letters: {plain * 1e6:.1f} µs an alert of {size / 1000:.1f} KB, {signed * 1e3:.2f} ms with a DKIM signature"


def cost_of(alert: Alert, signer: Signer | None, count: int) -> tuple[float, int]:
    """Return the processor time of one message, in seconds, the best of a few turns, and its size in bytes."""
    composer = Composer(
        links(),
        "IFBG News <news@news.example.org>",
        confirmation=timedelta(days=7),
        reset=timedelta(hours=1),
        bounces="bounces@news.example.org",
        signer=signer,
    )
    rows = [pending(alert, number) for number in range(1, count + 1)]
    size = len(composer.write(rows[0], db.session, NOW).data)
    turns = []
    for _ in range(TURNS):
        began = time.process_time()
        for row in rows:
            composer.write(row, db.session, NOW)
        turns.append((time.process_time() - began) / count)
    return min(turns), size


def pending(alert: Alert, number: int) -> PendingMessage:
    """Return what the ledger owes one reader."""
    whose = (number, f"{number:032x}", f"reader{number}@example.com", f"Reader {number}")
    return PendingMessage(number, DeliveryKind.ALERT, alert.id, *whose, is_repeat=False, attempts=0)
