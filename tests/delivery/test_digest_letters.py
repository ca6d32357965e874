from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.models import Alert, AlertState, ArticleState, Frequency
from tests.delivery.letters import alert_for, compose, digest_of, html_of, make_composer, text_of, update_for
from tests.factories import NOW, make_article


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


def test_a_note_is_not_lost_when_the_publication_is_the_newest_news(app: Flask) -> None:
    article = make_article()
    items = [update_for(article), alert_for(article)]
    items[1].alert.announced_at = NOW + timedelta(hours=1)

    assert "7 to 2" in text_of(compose(digest_of(*items)))


def test_an_article_that_is_withdrawn_is_left_out(app: Flask) -> None:
    gone, here = alert_for(make_article("Gone")), alert_for(make_article("Here"))
    gone.alert.article.state = ArticleState.WITHDRAWN

    message = compose(digest_of(gone, here))

    assert "Gone" not in text_of(message)
    assert message["Subject"] == "Your day in 1 article, Monday, May 4, 2026"


def test_an_alert_that_was_stopped_is_left_out(app: Flask) -> None:
    stopped, here = alert_for(make_article("Stopped")), alert_for(make_article("Here"))
    stopped.alert.state = AlertState.CANCELLED

    assert "Stopped" not in text_of(compose(digest_of(stopped, here)))


def test_a_digest_of_nothing_is_no_message(app: Flask) -> None:
    gone = alert_for(make_article(state=ArticleState.WITHDRAWN))

    with pytest.raises(LookupError):
        compose(digest_of(gone))


@pytest.mark.parametrize(
    ("frequency", "subject"),
    [
        (Frequency.DAILY, "Your day in 2 articles, Monday, May 4, 2026"),
        (Frequency.WEEKLY, "Your week in 2 articles, Monday, May 4, 2026"),
    ],
)
def test_the_subject_says_how_many_and_of_when(app: Flask, frequency: Frequency, subject: str) -> None:
    assert compose(digest_of(alert_for(), alert_for(), frequency=frequency))["Subject"] == subject


def test_the_day_is_the_readers_own(app: Flask) -> None:
    digest = digest_of(alert_for(), timezone="Pacific/Kiritimati")
    digest.owed_at = NOW.replace(hour=12)
    db.session.commit()

    assert "Tuesday, May 5" in compose(digest)["Subject"]


def test_two_readers_with_the_same_articles_share_one_letter(app: Flask) -> None:
    first, second = alert_for(), alert_for()
    composer = make_composer()
    compose(digest_of(first), composer)
    second.alert = first.alert
    db.session.commit()
    compose(digest_of(second), composer)

    assert len(composer.cache) == 1


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
    assert "And 2 more articles on the site:\nhttps://news.example.org/archive/" in text_of(message)
    assert len(html_of(message).encode()) < 60_000
