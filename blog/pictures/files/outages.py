"""What is done where a file cannot be read now: a line in the log each minute, and when a reader may try again."""

import structlog

from blog.database.faults.repeated_log import repeated_log
from blog.pictures.files.storage_protocol import FileUnreadable

RETRY_SECONDS = 10

log = structlog.get_logger()


def log_unreadable(name: str, error: FileUnreadable) -> None:
    """Log, a line a minute, that the file *name* cannot be read."""
    event = "picture file unreadable"
    if times := repeated_log.count(event):
        log.error(event, file=name, reason=str(error), times=times)
