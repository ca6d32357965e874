"""Faults of the disk that pass, or that who runs the site mends: full, read-only, not writable, too many files."""

from errno import EACCES, EDQUOT, EFBIG, EIO, EMFILE, ENFILE, ENOSPC, EPERM, EROFS

FULL = frozenset({ENOSPC, EDQUOT, EFBIG})
NOT_WRITABLE = frozenset({EROFS, EACCES, EPERM})
BUSY = frozenset({EMFILE, ENFILE, EIO})


def is_disk_fault(error: BaseException) -> bool:
    """Return whether *error* says that a file cannot be written or opened now, whatever is to be written."""
    return isinstance(error, OSError) and error.errno in FULL | NOT_WRITABLE | BUSY


def is_full(error: BaseException) -> bool:
    """Return whether *error* says that there is no room."""
    return isinstance(error, OSError) and error.errno in FULL
