"""The consent wording."""

from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import Frequency
from blog.subscriptions import signup_wording
from blog.subscriptions.targets import Target


def test_the_wording_fits_its_column_whatever_it_names(app: Flask) -> None:
    target = Target("article", 1, "x", "名" * 200)

    with app.app_context():
        assert all(len(signup_wording.wording(frequency, target)) <= 500 for frequency in Frequency)


@pytest.mark.parametrize("frequency", list(Frequency))
def test_the_consent_that_is_kept_stands_on_the_page(client: FlaskClient, frequency: Frequency) -> None:
    page = unescape(client.get("/subscribe").text)

    for words in (
        signup_wording.offer(),
        signup_wording.SCHEDULE_LABELS[frequency],
        signup_wording.PROMISE,
    ):
        assert str(words) in page
    for words in (signup_wording.offer(), signup_wording.SCHEDULE_SENTENCES[frequency], signup_wording.PROMISE):
        assert str(words) in signup_wording.wording(frequency)


def test_the_first_site_keeps_its_promise(app: Flask) -> None:
    assert signup_wording.offer() == "We will send you an e-mail when there are new updates on the site."


def test_the_promise_says_how_one_leaves(app: Flask) -> None:
    promise = signup_wording.wording(Frequency.INSTANT)

    assert "Unsubscribe at any time with the link in every e-mail." in promise
    assert "click" not in promise
