import re
from datetime import timedelta

import pytest
from flask import Flask

from blog.models import (
    Alert,
    ArticleState,
    CorrectionKind,
    Frequency,
)
from tests.articles.corrections.correction_factories import make_correction
from tests.delivery.mail_factories import (
    alert_for,
    compose,
    digest_of,
    html_of,
    make_photo,
    text_of,
    update_for,
)
from tests.factories import NOW, make_article, make_topic


def test_a_digest_holds_each_article_once_newest_first(app: Flask) -> None:
    old, new = make_article("The older"), make_article("The newer")
    items = [alert_for(old), alert_for(new), update_for(old)]
    items[0].alert.announced_at = NOW - timedelta(hours=5)
    items[1].alert.announced_at = NOW - timedelta(hours=3)
    items[2].alert.announced_at = NOW - timedelta(hours=4)

    message = compose(digest_of(*items))

    for body in (text_of(message), html_of(message)):
        assert body.count(f"/articles/{old.slug}") == body.count(f"/articles/{new.slug}") == 1
        assert body.rindex("The newer") < body.rindex("The older")
        assert "7 to 2" in body


def test_a_digest_of_nothing_is_no_message(app: Flask) -> None:
    gone = alert_for(make_article(state=ArticleState.WITHDRAWN))

    with pytest.raises(LookupError):
        compose(digest_of(gone))


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        (Frequency.DAILY, "Your day: 2 articles, Monday, May 4, 2026"),
        (Frequency.WEEKLY, "Your week: 2 articles, Monday, May 4, 2026"),
    ],
)
def test_a_digest_says_how_many_and_of_when(app: Flask, frequency: Frequency, words: str) -> None:
    message = compose(digest_of(alert_for(), alert_for(), frequency=frequency))

    assert text_of(message).startswith(f"{words}\n")
    assert words in html_of(message)


def test_a_digest_leads_with_a_photo_and_its_subject_names_the_lead(app: Flask) -> None:
    pictured = alert_for(
        make_article("Herons & otters return", lead_picture=make_photo(), topics=[make_topic("Rivers")])
    )
    newer = alert_for(make_article("A short note"))
    pictured.alert.announced_at = NOW - timedelta(hours=5)

    message = compose(digest_of(newer, pictured))

    assert message["Subject"] == "Herons & otters return, and 1 more"
    assert text_of(message).index("Herons") < text_of(message).index("A short note")
    assert ">Rivers<" in html_of(message)


def test_a_digest_shows_one_photo_large_and_the_others_small(app: Flask) -> None:
    rows = [alert_for(make_article(f"Story {number}", lead_picture=make_photo(f"{number}" * 32))) for number in (1, 2)]
    retracted = make_article("Ferry resumes", lead_picture=make_photo("3" * 32))
    make_correction(retracted, kind=CorrectionKind.RETRACTION)
    rows[0].alert.announced_at, bare = NOW + timedelta(hours=5), alert_for(make_article("No photo"))

    html = html_of(compose(digest_of(*rows, alert_for(retracted), bare)))

    photos = re.findall(r"""<img src="[^"]*/media/(\d)\d+/(\d+)\.jpg" alt="[^"]*" width="(\d+)""", html)
    assert photos == [("1", "960", "600"), ("2", "480", "116")]


def test_a_long_digest_ends_with_the_way_to_the_rest(app: Flask) -> None:
    article = make_article()
    items = [alert_for(article)]
    for number in range(31):
        other = make_article(f"Article {number}", author=article.author)
        item = alert_for(article)
        item.alert = Alert(article=other, kind="publication", announced_at=NOW, starts_at=NOW)
        items.append(item)
    message = compose(digest_of(*items))

    assert text_of(message).count("/articles/") == 30
    assert "Plus 2 more articles:\nhttps://news.example.org/archive/" in text_of(message)
    assert len(html_of(message).encode()) < 60_000
