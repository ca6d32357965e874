"""The corrections on the front page."""

from datetime import timedelta

from flask import Flask

from blog.articles.front.correction_strip import BriefCorrection, choose_corrections, read_newest_corrections
from blog.database import db
from blog.models import ArticleState, Correction, CorrectionKind
from tests.factories import NOW, make_article, make_draft, save


def brief(days: float, is_retraction: bool = False) -> BriefCorrection:
    return BriefCorrection(1, is_retraction, f"{days}", NOW - timedelta(days=days), "tea", "Tea", "")


def test_two_of_thirty_days_stand_there_retractions_first() -> None:
    newest = [brief(1), brief(2), brief(3, is_retraction=True), brief(30), brief(31, is_retraction=True)]

    assert [one.text for one in choose_corrections(newest, NOW)] == ["3", "1"]
    assert choose_corrections(newest[3:], NOW) == []


def test_struck_ones_and_those_of_hidden_articles_are_left_out(app: Flask) -> None:
    article = make_article("Tea", slug="tea")
    hidden = make_draft("Coffee", state=ArticleState.WITHDRAWN, published_at=NOW, withdrawn_at=NOW)
    kinds = {"kind": CorrectionKind.CORRECTION, "corrected_at": NOW}
    save(Correction(article_id=article.id, explanation="It was five.", **kinds))
    save(Correction(article_id=article.id, old_wording="six", new_wording="seven", **kinds))
    save(Correction(article_id=article.id, explanation="Struck.", struck_at=NOW, strike_reason="no", **kinds))
    save(Correction(article_id=hidden.id, explanation="Hidden.", **kinds))

    found = read_newest_corrections(db.session)

    assert [(one.text, one.slug, one.is_retraction) for one in found] == [
        ("seven", "tea", False),
        ("It was five.", "tea", False),
    ]
