"""How long rows are kept whose age no setting chooses, for the jobs that delete them and for the privacy page."""

from datetime import timedelta

BOUNCES = timedelta(days=365)
"""What follows from a bounce stands with the subscriber, so that the report itself may go."""
FOLLOW_REQUESTS = timedelta(days=90)
"""Far longer than any link lives, so that a late visitor still reads that the link has expired."""
UNMATCHED_REPORTS = timedelta(days=30)
LIST_UPLOADS = timedelta(days=1)
RATE_COUNTS = timedelta(days=2)
IMPORT_FILES = timedelta(days=7)
"""Of an import at the desk, after its last step: long enough to add pictures and to take it in once more."""
IMPORT_ROWS = timedelta(days=365)
