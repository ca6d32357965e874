"""Check of how long the site keeps what it writes down about people."""

from collections.abc import Iterator

from blog.config.settings import Settings
from blog.operations.doctor.findings import Diagnosis, ok


def check_retention(settings: Settings) -> Iterator[Diagnosis]:
    """Say how long messages with addresses, the activity log, histories and page views are kept."""
    for subject, name, months in (
        ("Messages and their addresses", "BLOG_LEDGER_MONTHS", settings.ledger_months),
        ("Entries of the activity log", "BLOG_AUDIT_MONTHS", settings.audit_months),
        ("Histories of articles", "BLOG_ARTICLE_EVENT_MONTHS", settings.article_event_months),
        ("Daily page views", "BLOG_PAGE_VIEW_MONTHS", settings.page_view_months),
    ):
        unit = "month" if months == 1 else "months"
        kept = f"are deleted after {months} {unit}" if months else "are kept forever"
        yield ok("retention", f"{subject} {kept} ({name}).")
