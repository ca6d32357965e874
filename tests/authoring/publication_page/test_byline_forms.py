"""The byline form accepts people of the newsroom alone."""

import pytest

from blog.models import Article
from tests.authoring.conftest import Desk
from tests.factories import make_draft


def path(article: Article) -> str:
    return f"/desk/articles/{article.id}/byline"


@pytest.mark.parametrize("key", ["99999999999999999999", "-1", "x", "\x00", "999999"])
def test_who_does_not_work_here_is_not_named(desk: Desk, key: str) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), coauthors=key)

    assert answer.status_code == 422
    assert 'id="coauthors-error"' in answer.text
    assert article.coauthors == []
