"""What the page after a publication or an alert says has happened, and its way back."""

import pytest

from blog.models import Article
from tests.authoring.conftest import Desk
from tests.factories import make_article, make_draft, make_subscriber


def follow(desk: Desk, path: str, **form: str) -> str:
    """Return the text of the page to which sending *form* leads."""
    return desk.get(desk.post(path, **form).location).text


def publish(desk: Desk, article: Article, alert: str) -> str:
    return follow(desk, f"/desk/articles/{article.id}/publication", alert=alert, seen=article.revision)


@pytest.mark.parametrize(
    ("alert", "sentence"),
    [
        ("no", "“Herons” is published. No e-mail was sent."),
        ("yes", "“Herons” is published. Readers are being told by e-mail."),
    ],
)
def test_the_page_after_publication_says_what_happened_and_leads_back(desk: Desk, alert: str, sentence: str) -> None:
    make_subscriber()

    page = publish(desk, make_draft("Herons", author=desk.person), alert)

    assert sentence in page
    assert 'href="/desk/"' in page


def test_it_is_said_once(desk: Desk) -> None:
    article = make_draft("Herons", author=desk.person)
    publish(desk, article, "no")

    assert "“Herons” is published" not in desk.get(f"/articles/{article.slug}").text


def test_the_page_after_a_late_alert_says_what_happened(desk: Desk) -> None:
    article = make_article("Herons", author=desk.person)

    page = follow(desk, f"/desk/articles/{article.id}/announcement")

    assert "Readers are being told about “Herons” by e-mail." in page


def test_the_page_after_an_update_says_what_happened(desk: Desk) -> None:
    article = make_article("Herons", author=desk.person)

    page = follow(desk, f"/desk/articles/{article.id}/updates", note="New count.", updates="0", level="normal")

    assert "Followers of “Herons” are being told of the update by e-mail." in page
