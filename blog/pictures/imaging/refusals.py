"""Reasons for which a picture file is not taken, as the decoder names them."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    UNKNOWN_KIND = "unknown_kind"
    DAMAGED = "damaged"
    UNSEEN = "unseen"
    """All of a logo is transparent."""
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"
    FAILED = "failed"
    """Through no fault of the file, such as a full disk."""
    BUSY = "busy"
    """Other pictures of this machine took all the time that a request may wait."""


class Undecodable(Exception):
    """The file is not taken."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal
