"""Wherever a reader meets a story to follow, it has its public headline; a withdrawn one is not named."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.models import (
    Article,
    ArticleState,
    CorrectionKind,
    ErrorReport,
    FollowRequest,
    Frequency,
    ReportOutcome,
    SubscriberState,
)
from blog.subscriptions.signup_wording import wording
from blog.subscriptions.targets import find_target
from blog.web.addresses.links import CONFIRM, FOLLOW, PREFERENCES
from blog.web.extensions import links
from tests.articles.corrections.correction_factories import make_correction
from tests.delivery.mail_factories import compose, follow, html_of, owe, text_of
from tests.factories import NOW, make_article, make_follow, make_subscriber, save

HEADLINE, RETRACTED = "Ferry resumes", "Retracted: Ferry resumes"
NAMELESS = "A story that is no longer on the site"


def sign_up(_client: FlaskClient, article: Article) -> str:
    return _client.get(f"/subscribe?article={article.slug}").text


def consent(_client: FlaskClient, article: Article) -> str:
    return wording(Frequency.DAILY, find_target(db.session, {"article": article.slug}))


def confirm(client: FlaskClient, article: Article) -> str:
    ann = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None, requested_at=NOW.replace(year=2099))
    asked = {"consent_wording": "Yes.", "consent_form": "/", "requested_at": ann.requested_at, "key": "k"}
    save(FollowRequest(subscriber_id=ann.id, article_id=article.id, frequency=Frequency.DAILY, **asked))
    return client.get(f"/subscriptions/confirm/{links().sign(CONFIRM, [ann.id, ann.request_key])}").text


def confirm_follow(client: FlaskClient, article: Article) -> str:
    row = follow(article=article)
    asked = db.session.query(FollowRequest).filter_by(delivery_id=row.id).one()
    return client.get(f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, asked.key])}").text


def mail(_client: FlaskClient, article: Article) -> str:
    message = compose(follow(article=article))
    return f"{message['Subject']} {text_of(message)} {html_of(message)}"


def answer(_client: FlaskClient, article: Article) -> str:
    said = {
        "paragraph": 1,
        "words": "No.",
        "answer": "Yes.",
        "outcome": ReportOutcome.CHANGED,
        "reported_at": NOW,
        "closed_at": NOW,
    }
    report = save(ErrorReport(article_id=article.id, address="ann@example.com", **said))
    message = compose(owe("report_answer", report_id=report.id, address=report.address))
    return f"{message['Subject']} {text_of(message)} {html_of(message)}"


def of_a_follower(path: str) -> Callable[[FlaskClient, Article], str]:
    def read(client: FlaskClient, article: Article) -> str:
        ann = make_subscriber(site_frequency=None)
        make_follow(ann, article_id=article.id)
        token = links().seal(PREFERENCES, [ann.id, ann.key])
        return client.get(f"/subscriptions/{token}{path.format(id=article.id)}").text

    return read


FOR_ALL = {"sign-up": sign_up, "consent": consent}
FOR_FOLLOWERS = {
    "confirm": confirm,
    "confirm follow": confirm_follow,
    "mail": mail,
    "answer": answer,
    "preferences": of_a_follower(""),
    "unfollow": of_a_follower("/unfollow/article/{id}"),
    "data as file": of_a_follower("/data.json"),
}


def names_in(text: str) -> set[str]:
    """Return each way in which *text* names the story."""
    return set(re.findall(rf"(?:Retracted: )?{HEADLINE}", " ".join(unescape(text).split())))


@pytest.mark.parametrize("place", [*FOR_ALL, *FOR_FOLLOWERS])
def test_a_retracted_story_is_named_so(client: FlaskClient, place: str) -> None:
    article = make_article(HEADLINE, slug="ferry")
    make_correction(article, kind=CorrectionKind.RETRACTION)

    assert names_in({**FOR_ALL, **FOR_FOLLOWERS}[place](client, article)) == {RETRACTED}


@pytest.mark.parametrize("state", [ArticleState.PUBLISHED, ArticleState.ENDED, ArticleState.WITHDRAWN])
@pytest.mark.parametrize("place", FOR_FOLLOWERS)
def test_followers_see_the_headline_only_of_what_readers_can_open(
    client: FlaskClient, place: str, state: ArticleState
) -> None:
    article = make_article(HEADLINE, slug="ferry", state=state)

    text = " ".join(unescape(FOR_FOLLOWERS[place](client, article)).split())

    is_open = state is not ArticleState.WITHDRAWN
    assert names_in(text) == ({HEADLINE} if is_open else set())
    assert (NAMELESS in text) != is_open
