"""What rows of the list of articles say beside the article."""

from flask import Flask

from blog.authoring.dashboard.row_facts import count_row_facts
from blog.database import db
from blog.models import ErrorReport, ReportOutcome
from tests.factories import NOW, make_article, make_draft, make_preview_link, make_remark, save


def test_what_is_open_counts_and_what_is_closed_does_not(app: Flask) -> None:
    draft, public = make_draft(), make_article()
    link = make_preview_link(draft)
    for closed_at in (None, None, NOW):
        make_remark(link, closed_at=closed_at)
    for outcome in (ReportOutcome.OPEN, ReportOutcome.REJECTED):
        save(ErrorReport(article=public, paragraph=1, words="No.", reported_at=NOW, outcome=outcome))
    make_remark(make_preview_link(make_draft()))

    facts = count_row_facts(db.session, [draft, public])

    assert facts.remarks == {draft.id: 2}
    assert facts.reports == {public.id: 1}
