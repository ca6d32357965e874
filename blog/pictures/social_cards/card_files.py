"""Each card is drawn once, when it is first asked for, and kept beside the photos until another takes its place."""

from threading import BoundedSemaphore

from blog.pictures.files.storage import NotKept, Storage
from blog.pictures.social_cards.card_names import Card
from blog.pictures.social_cards.drawing import draw

PATIENCE_SECONDS = 5.0
DRAWING = BoundedSemaphore(1)
"""One card at a time in a process: drawing takes a twentieth of a second, and pages go first."""


class Busy(Exception):
    """Others have been waiting for their cards for too long."""


def find_or_draw(storage: Storage, card: Card) -> bytes:
    """Return *card* as a PNG file, from *storage* or drawn and kept there.

    Two processes may draw the same at once: they write the same bytes, and
    each write replaces the file whole.

    Raises:
        Busy: it would have to be drawn, and there was no turn for it.
    """
    try:
        return storage.read(card.file)
    except NotKept:
        return draw_in_turn(storage, card)


def draw_in_turn(storage: Storage, card: Card) -> bytes:
    """Return *card*, drawn unless somebody else did so meanwhile.

    What was drawn of the subject before, with other words, goes: its address leads to this one.
    """
    if not DRAWING.acquire(timeout=PATIENCE_SECONDS):
        raise Busy(card.name)
    try:
        return storage.read(card.file)
    except NotKept:
        data = draw(card)
        storage.put(card.file, data)
        storage.keep_only(card.file)
        return data
    finally:
        DRAWING.release()
