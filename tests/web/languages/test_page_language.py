"""In which language a page or mail is written: the reader's cookie, the person's profile, the subscriber's row."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import format_decimal

from blog.database import db
from blog.models import Subscriber
from blog.subscriptions.signed_links import preferences_token
from blog.text.language import page_language
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from blog.web.languages.page_language import writing_in
from tests.factories import give_csrf_token, make_article, make_person, make_subscriber, sign_in

GERMAN, ENGLISH = "Auf dem Laufenden bleiben", "Stay Informed"


def choose(client: FlaskClient, tag: str) -> None:
    client.post("/choices", data={"language": tag, "back": "/subscribe"})


def test_a_reader_chooses_a_language_and_goes_back_to_the_sites(multilingual: Flask, client: FlaskClient) -> None:
    before = client.get("/subscribe").text
    choose(client, "de")
    german = client.get("/subscribe").text
    choose(client, "en")
    after = client.get("/subscribe").text

    assert '<html lang="en" dir="ltr"' in before
    assert ENGLISH in before
    assert '<html lang="de" dir="ltr"' in german
    assert GERMAN in german
    assert '<html lang="en"' in after
    assert client.get_cookie("language", domain="news.example.org") is None


def test_a_language_from_right_to_left_turns_the_page(multilingual: Flask, client: FlaskClient) -> None:
    choose(client, "ar")

    assert '<html lang="ar" dir="rtl"' in client.get("/").text


def test_no_cookie_comes_without_an_act_and_the_browsers_wish_changes_nothing(
    multilingual: Flask, client: FlaskClient
) -> None:
    answer = client.get("/", headers={"Accept-Language": "de"})

    assert '<html lang="en"' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("tag", ["uk", "xx", "<b>", "de;ar", ""])
def test_a_language_that_is_not_offered_is_not_spoken(multilingual: Flask, client: FlaskClient, tag: str) -> None:
    refused = client.post("/choices", data={"language": tag})
    client.set_cookie("language", tag or "de ", domain="news.example.org")

    assert refused.status_code == 400
    assert '<html lang="en"' in client.get("/").text


def test_the_footer_names_each_language_in_its_own_words(multilingual: Flask, client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'value="de" lang="de"' in page
    assert ">Deutsch</button>" in page
    assert ">العربية</button>" in page


def test_a_site_of_one_language_offers_none(client: FlaskClient) -> None:
    assert 'name="language"' not in client.get("/").text


def test_the_desk_speaks_the_language_of_the_profile_and_the_site_stays_as_it_is(
    multilingual: Flask, client: FlaskClient
) -> None:
    person = make_person(language="de")
    sign_in(client, person)

    assert '<html lang="de"' in client.get("/account").text
    assert '<html lang="en"' in client.get("/").text


def test_a_person_chooses_the_language_of_the_desk(multilingual: Flask, client: FlaskClient) -> None:
    person = make_person()
    sign_in(client, person)
    fields = {"name": person.name, "biography": "", "csrf_token": give_csrf_token(client)}

    refused = client.post("/account", data={**fields, "language": "tlh"})
    answer = client.post("/account", data={**fields, "language": "ar"}, follow_redirects=True)

    assert refused.status_code == 422
    assert '<html lang="ar" dir="rtl"' in answer.text
    assert person.language == "ar"


def test_who_signs_up_gets_mail_in_the_language_of_the_page(multilingual: Flask, client: FlaskClient) -> None:
    choose(client, "de")
    stamp = make_timestamp(links(), read_clock())
    client.post("/subscribe", data={"address": "ada@example.org", "frequency": "instant", "stamp": stamp})

    ada = db.session.scalars(Subscriber.by_address("ada@example.org")).one()
    assert ada.language == "de"


def test_a_subscribers_page_speaks_the_language_of_the_mail(multilingual: Flask, client: FlaskClient) -> None:
    ada = make_subscriber(language="de")
    path = f"/subscriptions/{preferences_token(links(), ada)}"

    spoken = client.get(path).text
    choose(client, "ar")
    chosen = client.get(path).text

    assert '<html lang="de"' in spoken
    assert '<html lang="ar"' in chosen


def test_a_subscriber_changes_the_language_of_mail(multilingual: Flask, client: FlaskClient) -> None:
    ada = make_subscriber()
    path = f"/subscriptions/{preferences_token(links(), ada)}"

    wrong = client.post(path, data={"language": "uk", "was_language": "en"})
    client.post(path, data={"language": "ar", "was_language": "en"})

    assert wrong.status_code == 422
    assert ada.language == "ar"


def test_numbers_follow_inside_and_the_thread_is_left_as_it_was(multilingual: Flask) -> None:
    with multilingual.test_request_context():
        before = format_decimal(1234.5)
        with writing_in("de"):
            inside = format_decimal(1234.5)
        after = format_decimal(1234.5)

    assert (before, inside, after) == ("1,234.5", "1.234,5", "1,234.5")
    assert page_language().tag == "en"


def test_a_text_keeps_its_own_language_on_a_page_in_another(multilingual: Flask, client: FlaskClient) -> None:
    make_article(slug="tee", headline="Tee wird teurer", language="de")
    make_article(slug="tea", headline="Tea gets dearer")
    choose(client, "de")

    page = client.get("/").text

    assert "Tee wird teurer" in page
    assert 'lang="en"' in client.get("/articles/tea").text.split("<main")[1]
