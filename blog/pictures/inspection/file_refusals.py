"""Reasons for which a file is not taken, and what its author is told of one that is, as the inspector names them."""

from enum import StrEnum


class FileRefusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    UNKNOWN_KIND = "unknown_kind"
    DAMAGED = "damaged"
    PROTECTED = "protected"
    """Only who has the password can read it."""
    OLD_OFFICE = "old_office"
    """Of Word, Excel or PowerPoint before 2007."""
    MACROS = "macros"
    NAMES = "names"
    """Parts of an archive have names that lead out of it or hide what they are."""
    ACTIVE_SIGNED = "active_signed"
    """Signed, so that it must stay as it is, and with scripts, so that it must not."""
    EXPANDS = "expands"
    """It is many times as large when it is unpacked."""
    VIDEO = "video"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"
    FAILED = "failed"
    """Through no fault of the file, such as a full disk."""
    BUSY = "busy"


class FileNote(StrEnum):
    """What its author is told of a file that was taken."""

    SCRIPTS_REMOVED = "scripts_removed"
    EMBEDDED_REMOVED = "embedded_removed"
    """Files inside the file."""
    SIGNED = "signed"
    """Stored as it is, with its metadata: a change would break its signature."""
    FORMULAS = "formulas"
    """Cells that a spreadsheet would take for formulas."""


class Unacceptable(Exception):
    """The file is not taken."""

    def __init__(self, refusal: FileRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal
