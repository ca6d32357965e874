"""Storage of social cards: drawn on the first request, kept until the card of the subject changes."""

from threading import BoundedSemaphore

import structlog

from blog.database.faults.repeated_log import repeated_log
from blog.pictures.files.storage import FileMissing, Storage, StorageFailed
from blog.pictures.social_cards.card_names import Card
from blog.pictures.social_cards.drawing import draw

LOCK_TIMEOUT_SECONDS = 5.0
DRAWING_LOCK = BoundedSemaphore(1)
"""One card at a time in a process: drawing takes a twentieth of a second, and pages go first."""

log = structlog.get_logger()


class DrawingBusy(Exception):
    """The drawing lock was not free within LOCK_TIMEOUT_SECONDS."""


def load_or_draw(storage: Storage, card: Card) -> bytes:
    """Return *card* as a PNG file, from *storage* or drawn and stored there.

    Two processes may draw the same at once: they write the same bytes, and
    each write replaces the file whole.

    Raises:
        DrawingBusy: the card is not stored, and other cards are being drawn.
    """
    try:
        return storage.read(card.file)
    except FileMissing:
        return draw_once(storage, card)


def read_mark(storage: Storage, card: Card) -> bytes:
    """Return the file of the logo that *card* names; b"" where there is none, and the drawn one stands there."""
    try:
        return storage.read(card.mark) if card.mark else b""
    except FileMissing:
        return b""


def draw_once(storage: Storage, card: Card) -> bytes:
    """Return *card*, drawn unless another thread has stored it by now.

    Deletes earlier cards of the subject; their addresses redirect to this one.
    """
    if not DRAWING_LOCK.acquire(timeout=LOCK_TIMEOUT_SECONDS):
        raise DrawingBusy(card.name)
    try:
        return storage.read(card.file)
    except FileMissing:
        data = draw(card, read_mark(storage, card))
        keep(storage, card, data)
        return data
    finally:
        DRAWING_LOCK.release()


def keep(storage: Storage, card: Card, data: bytes) -> None:
    """Store *card* in place of the earlier ones; where that cannot be, it is drawn again for the next who asks."""
    try:
        storage.put(card.file, data)
        storage.keep_only(card.file)
    except StorageFailed as error:
        if times := repeated_log.count("card not stored"):
            log.warning("card not stored", file=card.file, reason=str(error), times=times)
