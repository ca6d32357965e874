import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask

from blog.database import db
from blog.models import (
    AlertLevel,
    AlertState,
    ArticleState,
)
from tests.delivery.mail_factories import (
    TO_A_LIST,
    alert_for,
    compose,
    digest_of,
    html_of,
    make_composer,
    make_photo,
    text_of,
    trial,
    update_for,
)
from tests.factories import NOW, make_article, make_draft, make_person, make_topic


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
    assert message["Subject"] == "Here"


def test_an_alert_that_was_stopped_is_left_out(app: Flask) -> None:
    stopped, here = alert_for(make_article("Stopped")), alert_for(make_article("Here"))
    stopped.alert.state = AlertState.CANCELLED

    assert "Stopped" not in text_of(compose(digest_of(stopped, here)))


def test_the_day_is_the_readers_own(app: Flask) -> None:
    digest = digest_of(alert_for(), timezone="Pacific/Kiritimati")
    digest.owed_at = NOW.replace(hour=12)
    db.session.commit()

    assert "Tuesday, May 5" in text_of(compose(digest))


def test_two_readers_with_the_same_articles_share_one_letter(app: Flask) -> None:
    first, second = alert_for(), alert_for()
    composer = make_composer()
    compose(digest_of(first), composer)
    second.alert = first.alert
    db.session.commit()
    compose(digest_of(second), composer)

    assert len(composer.cache) == 1


@pytest.mark.parametrize("make", [*TO_A_LIST, trial])
def test_a_message_to_a_list_can_be_left_with_one_click(app: Flask, make: object) -> None:
    message = compose(make())

    assert message["List-Id"] == "<alerts.news.example.org>"
    leave = message["List-Unsubscribe"]
    assert re.fullmatch(r"<https://news\.example\.org/subscriptions/[\w.-]+/(leave|unfollow/article/\d+)>", leave)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave.strip("<>") in text_of(message)
    assert f'href="{leave.strip("<>")}"' in html_of(message)
    assert re.sub(r"/(leave|unfollow/.*)", "", leave.strip("<>")) + "\n" in text_of(message)


@pytest.mark.parametrize("make", [alert_for, digest_of])
def test_the_one_picture_is_the_lead_photo(app: Flask, make: object) -> None:
    older, row = alert_for(), alert_for(make_article(lead_picture=make_photo()))
    html = html_of(compose(row if make is alert_for else digest_of(older, row)))

    assert re.findall(r'<img src="([^"]+)"', html) == [f"https://news.example.org/media/{'a' * 32}/960.jpg"]
    assert re.search(rf'<a href="[^"]+/articles/{row.alert.article.slug}"[^>]*><img ', html)


def test_the_photo_has_its_caption_and_credit(app: Flask) -> None:
    article = make_article(lead_picture=make_photo(), lead_caption="The board meets.", lead_credit="Ann Baker")

    html = html_of(compose(alert_for(article)))

    assert "The board meets." in html
    assert "Ann Baker" in html


@pytest.mark.parametrize(("standfirst", "preview"), [("Why it matters.", "Why it matters."), ("", "It rained.")])
def test_the_preheader_is_the_standfirst_or_the_first_sentence(app: Flask, standfirst: str, preview: str) -> None:
    article = make_article(standfirst=standfirst, body_html="<p>It rained. Nobody was hurt.</p>")

    html = html_of(compose(alert_for(article)))

    assert re.search(r'class="preheader"[^>]*>([^<]*)<', html)[1] == preview


@pytest.mark.parametrize(
    ("kind", "reason", "link"),
    [
        ("site", "you follow IFBG News.", ""),
        ("topic", "you follow Tea & Cake.", "Unfollow Tea & Cake"),
        ("author", "you follow Ada O'Neil.", "Unfollow Ada O'Neil"),
        ("article", "you follow this story.", "Unfollow this story"),
        ("gone", "you subscribed to IFBG News.", ""),
        (None, "you subscribed to IFBG News.", ""),
    ],
)
def test_an_alert_says_why_it_came_and_how_to_end_that(app: Flask, kind: str | None, reason: str, link: str) -> None:
    article = make_article(author=make_person(name="Ada O'Neil"), topics=[make_topic("Tea & Cake")])
    ids = {"topic": article.topics[0].id, "author": article.author.id, "article": article.id}
    row = alert_for(article)
    row.followed = f"{kind}:{ids[kind]}" if kind in ids else {"gone": "topic:999999"}.get(kind, kind)
    message = compose(row)

    for part in (text_of(message), unescape(html_of(message))):
        assert f"because {reason}" in re.sub("</?strong[^>]*>", "", part)
        assert link in part
        assert re.findall(r"/unfollow/(\w+/\d+)", part) == ([f"{kind}/{ids[kind]}"] if link else [])


def test_readers_of_one_alert_share_a_message_for_each_thing_they_follow(app: Flask) -> None:
    composer, first = make_composer(), alert_for(make_article(topics=[make_topic()]))
    rows = [first, *(alert_for(first.alert.article) for _ in range(3))]
    rows[2].followed = rows[3].followed = f"topic:{first.alert.article.topics[0].id}"
    for row in rows:
        compose(row, composer)

    assert len(composer.cache) == 2


def test_an_alert_says_the_same_in_text_and_html(app: Flask) -> None:
    article = make_article("Tea & biscuits", standfirst="Why <both> matter.")
    message = compose(alert_for(article))

    assert message.get_content_type() == "multipart/alternative"
    for part in ("Tea & biscuits", "Why <both> matter.", f"/articles/{article.slug}", "/leave"):
        assert part in text_of(message)
    for part in ("Tea &amp; biscuits", "Why &lt;both&gt; matter.", f"/articles/{article.slug}", "/leave"):
        assert part in html_of(message)


def test_the_one_click_address_takes_a_post(app: Flask) -> None:
    path = urlsplit(compose(alert_for())["List-Unsubscribe"].strip("<>")).path

    endpoint, _ = app.url_map.bind("news.example.org").match(path, method="POST")

    assert endpoint == "subscriptions.leave"


def test_an_update_says_first_what_is_new(app: Flask) -> None:
    message = compose(update_for(make_article("Budget")))

    assert message["Subject"] == "Update: Budget"
    assert text_of(message).index("7 to 2") < text_of(message).index("/articles/")
    assert html_of(message).index("7 to 2", html_of(message).index("<h1") - 400) < html_of(message).index("<h1")
    assert "you follow this story" in text_of(message)


def test_an_urgent_alert_says_so_in_its_body_alone(app: Flask) -> None:
    row = alert_for(make_article("Storm"))
    row.alert.level = AlertLevel.URGENT
    message = compose(row)

    assert message["Subject"] == "Storm"
    assert text_of(message).startswith("Urgent\n")
    assert ">Urgent<" in html_of(message)


def test_a_test_is_the_message_and_says_that_it_is_one(app: Flask) -> None:
    article = make_draft("Budget")

    message = compose(trial(article))

    assert message["Subject"] == "[Test] Budget"
    assert message["To"] == "editor@example.com"
    assert f"/articles/{article.slug}" in text_of(message)


@pytest.mark.parametrize("level", [None, *AlertLevel])
def test_a_test_shows_the_level_that_was_chosen(app: Flask, level: AlertLevel | None) -> None:
    row = trial()
    row.test_level = level

    assert ("Urgent" in html_of(compose(row))) is (level is AlertLevel.URGENT)


def test_a_mail_says_in_which_language_each_headline_is(app: Flask) -> None:
    english, ukrainian = make_article("Tea"), make_article("Борщ", standfirst="Суп.", language="uk")

    alone, both = compose(alert_for(ukrainian)), compose(digest_of(alert_for(english), alert_for(ukrainian)))
    plain = compose(alert_for(english))

    assert re.findall(r'<(h1|p)[^>]* lang="uk"', html_of(alone)) == ["h1", "p"]
    assert html_of(both).count('lang="uk"') == 2
    assert (alone["Content-Language"], both["Content-Language"]) == ("en, uk", "en, uk")
    assert plain["Content-Language"] is None
    assert html_of(plain).count("lang=") == 1
