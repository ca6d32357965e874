"""The findings of the checks on the writing page, where they are repaired."""

import pytest

from blog.authoring.publication_page.finding_views import field_of
from blog.authoring.publishing.text_checks import Finding, FindingKind
from blog.database import db
from blog.models import Article
from tests.authoring.conftest import Desk
from tests.factories import make_draft, make_person

DOUBTFUL = "The grant is worth TK euros, see [the vote](/articles/gone)."


def path(article: Article, rest: str) -> str:
    return f"/desk/articles/{article.id}/{rest}"


def test_the_publication_page_leads_to_the_findings_on_the_writing_page(desk: Desk) -> None:
    article = make_draft(author=desk.person, text=DOUBTFUL)
    article.standfirst = ""
    db.session.commit()
    link = path(article, "edit?findings=1")

    assert link in desk.get(path(article, "publication")).text
    page = desk.get(link).text
    assert "The checks found 3 things." in page
    assert "2 need a repair or a reason before publication." in page
    assert 'href="#body" data-fault="placeholder"' in page
    assert 'href="#standfirst" data-fault="no_standfirst"' in page


def test_nothing_is_checked_where_nobody_asks(desk: Desk) -> None:
    page = desk.get(path(make_draft(author=desk.person, text=DOUBTFUL), "edit")).text

    assert "The checks found" not in page
    assert 'data-behaviour="findings"' in page


def test_the_list_is_of_the_text_as_it_was_last_saved(desk: Desk) -> None:
    article = make_draft(author=desk.person, text=DOUBTFUL)
    article.standfirst, article.body_markdown = "It is.", "All is well."
    db.session.commit()

    assert "The checks found nothing to repair." in desk.get(path(article, "findings")).text


def test_findings_of_an_article_of_others_are_not_found(desk: Desk) -> None:
    other = make_draft(author=make_person(name="Other"), text=DOUBTFUL)
    desk.person.role = "contributor"
    db.session.commit()

    assert desk.get(path(other, "findings")).status_code == 404


def test_a_hostile_text_is_repeated_as_words(desk: Desk) -> None:
    article = make_draft(author=desk.person, text='TK "><script>alert(1)</script> [^\'"]')

    page = desk.get(path(article, "findings")).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("fault", "about", "field"),
    [
        (FindingKind.PLACEHOLDER, "Well TK", "headline"),
        (FindingKind.PLACEHOLDER, "TODO ask", "lead_credit"),
        (FindingKind.PLACEHOLDER, "not there", "body"),
        (FindingKind.NO_STANDFIRST, "", "standfirst"),
        (FindingKind.MISSING_ALT, "img_1.jpg", "lead_alt"),
    ],
)
def test_each_leads_to_the_field_that_holds_its_words(fault: FindingKind, about: str, field: str) -> None:
    article = Article(headline="Well  TK", standfirst="", lead_alt="img_1.jpg", lead_caption="", lead_credit="TODO ask")

    assert field_of(Finding(fault, about), article) == field
