"""Publishing pages: what is refused, and what stays."""

import pytest
from flask import Flask

from blog.authoring.drafts.writing import EditConflict, NotReady
from blog.database import db
from blog.models import ArticleState, Person
from blog.site.pages.page_publishing import GapsLeft, publish_page, withdraw_page
from tests.factories import NOW, make_person
from tests.site.page_factories import make_page


@pytest.fixture
def ida(app: Flask) -> Person:
    return make_person("Ida")


def test_gaps_are_named_by_the_refusal(ida: Person) -> None:
    article = make_page(text="[… city]", is_public=False).article

    with pytest.raises(GapsLeft) as refusal:
        publish_page(db.session, article, NOW, by=ida, seen=article.revision, has_gaps_allowed=False)
    assert refusal.value.gaps == ["city"]


@pytest.mark.parametrize(("text", "seen", "error"), [("", None, NotReady), ("Words", "older", EditConflict)])
def test_an_empty_or_changed_page_is_refused(ida: Person, text: str, seen: str | None, error: type[Exception]) -> None:
    article = make_page(text=text, is_public=False).article

    with pytest.raises(error):
        publish_page(db.session, article, NOW, by=ida, seen=seen or article.revision, has_gaps_allowed=True)
    assert article.state is ArticleState.PAGE_DRAFT


def test_to_withdraw_what_is_not_public_changes_nothing(ida: Person) -> None:
    article = make_page(is_public=False).article

    withdraw_page(db.session, article, NOW, by=ida)

    assert (article.state, article.withdrawn_at) == (ArticleState.PAGE_DRAFT, None)
