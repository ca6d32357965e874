"""The report counts everything and names the first places of each loss."""

from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.moving_report import ArticleRow, MovingReport, Outcome, words_loss
from blog.operations.moving_in.report_lines import report_lines


def test_places_are_named_up_to_twelve() -> None:
    report = MovingReport()
    for number in range(20):
        report.add(ArticleRow("k", "T", f"/{number}", Outcome.NEW, losses=[Loss(LossKind.EMBED, "x")], words_before=2))

    assert (report.losses["embed"].count, len(report.losses["embed"].places)) == (20, 12)
    assert (report.articles, report.drafts, report.words_before) == (20, 20, 40)
    assert report.as_json()["losses"]["embed"]["count"] == 20


def test_missing_words_are_a_loss() -> None:
    assert words_loss(["a", "b"]) == [Loss(LossKind.WORDS, "2: a b")]
    assert words_loss([]) == []


def test_a_refused_article_is_named_with_its_reason() -> None:
    report = MovingReport()
    report.add(ArticleRow("k", "T", "/t", Outcome.REFUSED, reason="It is too long."))

    assert "  Refused: T: It is too long." in list(report_lines(report))
