"""How long the site keeps what it writes down about people."""

from blog.operations.doctor.retention_checks import check_retention
from tests.settings import named


def test_what_is_kept_for_ever_and_what_is_deleted_is_said() -> None:
    said = [one.message for one in check_retention(named(LEDGER_MONTHS=18, AUDIT_MONTHS=1))]

    assert said == [
        "Messages and their addresses are deleted after 18 months (BLOG_LEDGER_MONTHS).",
        "Entries of the activity log are deleted after 1 month (BLOG_AUDIT_MONTHS).",
        "Histories of articles are kept forever (BLOG_ARTICLE_EVENT_MONTHS).",
        "Daily page views are deleted after 24 months (BLOG_PAGE_VIEW_MONTHS).",
    ]
