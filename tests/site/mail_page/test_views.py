"""An administrator words the mails of the site beside their previews, and sends tests of them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Delivery, Role, SiteSetting
from tests.factories import make_article, make_person, sign_in

KINDS = ("welcome", "alert", "digest", "confirmation", "weekly")
WORDS = {
    "alert_form": "whole",
    "mail_footer": "Paid for by <readers>.",
    "has_welcome": "y",
    "welcome_subject": "",
    "welcome_words": "Hello from **{site}**.",
}


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def post(client: FlaskClient, token: str, path: str, **values: str) -> TestResponse:
    return client.post(path, data={"csrf_token": token, **values})


def rows() -> dict[str, object]:
    return {row.key: row.value for row in db.session.scalars(select(SiteSetting))}


@pytest.mark.parametrize("kind", KINDS)
def test_each_mail_is_shown_in_html_dark_and_text(client: FlaskClient, token: str, kind: str) -> None:
    make_article("Harbour reopens", body_html="<p>All of it.</p>")

    page = client.get(f"/desk/mail?kind={kind}&look=text")
    light, dark = (client.get(f"/desk/mail/message.html?kind={kind}&look={look}") for look in ("light", "dark"))

    assert page.status_code == light.status_code == dark.status_code == 200
    assert "IFBG News" in page.text.split('class="letter"')[1]
    assert "prefers-color-scheme" not in light.text + dark.text
    assert ("@media all" in dark.text, "@media not all" in light.text) == (True, True)
    assert "script-src" not in light.headers["Content-Security-Policy"]
    assert ("Harbour reopens" in light.text) is (kind in {"welcome", "alert", "digest"})


@pytest.mark.parametrize("path", ["/desk/mail?kind=welcome", "/desk/mail/message.html?kind=welcome"])
def test_words_longer_than_any_text_may_be_are_refused(client: FlaskClient, token: str, path: str) -> None:
    answer = post(client, token, path, **{**WORDS, "welcome_words": "x\n" * 400_000})

    assert answer.status_code == 422
    assert "At most 4000 characters." in answer.text or "can’t be shown" in answer.text


def test_words_are_saved_and_mails_say_them(client: FlaskClient, token: str) -> None:
    make_article("Harbour reopens", body_html="<p>All of it.</p>")

    answer = post(client, token, "/desk/mail?kind=welcome", **WORDS)

    assert (answer.status_code, answer.location) == (303, "/desk/mail?kind=welcome&look=light")
    welcome, alert = (client.get(f"/desk/mail/message.html?kind={kind}").text for kind in ("welcome", "alert"))
    assert "<strong>IFBG News</strong>" in welcome
    assert "Paid for by &lt;readers&gt;." in welcome
    assert "All of it." in alert


@pytest.mark.parametrize("words", ["Hello {name}", "[here](https://example.org", "<b>Hello</b>"])
def test_words_that_cannot_work_are_refused_beside_the_field_and_kept(
    client: FlaskClient, token: str, words: str
) -> None:
    answer = post(client, token, "/desk/mail", **{**WORDS, "welcome_words": words})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert words.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert rows() == {}


def test_what_is_typed_is_previewed_and_not_saved(client: FlaskClient, token: str) -> None:
    frame = post(client, token, "/desk/mail/message.html?kind=welcome", **{**WORDS, "welcome_words": "Typed only."})
    wrong = post(client, token, "/desk/mail/message.html?kind=welcome", **{**WORDS, "welcome_words": "{x}"})

    assert "Typed only." in frame.text
    assert (wrong.status_code, rows()) == (422, {})
    assert "Typed only." not in client.get("/desk/mail/message.html?kind=welcome").text


def test_a_site_without_articles_says_what_is_missing(client: FlaskClient, token: str) -> None:
    assert "Publish an article first" in client.get("/desk/mail?kind=digest").text
    assert client.get("/desk/mail/message.html?kind=digest").status_code == 404
    answer = post(client, token, "/desk/mail/tests?kind=digest", address="a@example.org")
    assert (answer.status_code, db.session.scalars(select(Delivery)).all()) == (422, [])


def test_a_test_is_owed_to_its_address_and_its_state_is_shown(client: FlaskClient, token: str) -> None:
    answer = post(client, token, "/desk/mail/tests?kind=welcome&look=dark", address="one@example.org")

    assert (answer.status_code, answer.location) == (303, "/desk/mail?kind=welcome&look=dark")
    row = db.session.scalars(select(Delivery)).one()
    assert (row.kind, row.address) == ("test_welcome", "one@example.org")
    assert "On its way" in client.get("/desk/mail").text.split("one@example.org")[-1]


def test_only_administrators_word_the_mails(client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.EDITOR))

    assert client.get("/desk/mail").status_code == 403
    assert post(client, token, "/desk/mail", **WORDS).status_code == 403
