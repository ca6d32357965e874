"""The end of each way to sign in."""

from flask import Flask
from flask.testing import FlaskClient

from blog.accounts.signin.completion_views import can_use_passkeys, relying_party
from tests.accounts.factor_factories import give_app, give_passkey, give_password
from tests.accounts.people_factories import make_member


def test_what_passkeys_are_bound_to_stands_on_the_settings(app: Flask) -> None:
    with app.test_request_context(base_url="https://evil.example"):
        party = relying_party()

        assert (party.id, party.origin) == ("news.example.org", "https://news.example.org")
        assert can_use_passkeys()


def test_the_second_step_offers_what_the_person_has(app: Flask) -> None:
    both = make_member()
    give_app(both)
    give_passkey(both)
    give_passkey(make_member("al@news.example.org"))
    pages = []

    for address in ("maren@news.example.org", "al@news.example.org"):
        browser: FlaskClient = app.test_client()
        pages.append(browser.get(give_password(browser, address).location).text)

    assert ["authenticator app" in page for page in pages] == [True, False]
    assert ["Use your passkey" in page for page in pages] == [True, True]
    assert all("Passkeys need JavaScript" in page for page in pages)
