"""Three-way merge of a field: what a person was shown, what they sent, and what another person has saved since."""

from enum import Enum
from hashlib import sha256

STAMP_LENGTH = 12


class Merged(Enum):
    """Whose value a field has after the merge."""

    MINE = "mine"
    THEIRS = "theirs"
    CONFLICT = "conflict"
    """Both have changed it, to different values."""


def merge(mine: str, was: str, now: str) -> Merged:
    """Return whose value holds, by the stamps of what was sent, of what was shown, and of what is stored."""
    if now in {was, mine}:
        return Merged.MINE
    return Merged.THEIRS if mine == was else Merged.CONFLICT


def stamp_of(value: object) -> str:
    """Return what tells *value* from others, short enough for a hidden field; nothing, no and empty are one."""
    return sha256(str(value or "").replace("\r\n", "\n").strip().encode()).hexdigest()[:STAMP_LENGTH]
