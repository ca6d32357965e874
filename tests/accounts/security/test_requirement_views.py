"""An administrator requires a second factor by role, and resets somebody's."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import AuditEvent, Delivery, Passkey, Person, Role, SiteSetting
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings, site_settings
from tests.accounts.factor_factories import age_sessions, code_now, give_app, give_code, give_passkey, give_password
from tests.accounts.people_factories import count, make_member, send, try_password
from tests.factories import PASSWORD, make_person, sign_in

PAGE = "/desk/people/second-factor"
TODAY = read_clock().date()
OPEN = ("/account/security", "/account/proof")
CLOSED = ("/desk/", "/desk/articles", "/account", "/account/password", "/desk/media", "/desk/token")


@pytest.fixture
def boss(app: Flask, client: FlaskClient) -> Person:
    """An administrator with an app, signed in a moment ago."""
    forget_site_settings()
    person = make_member("boss@news.example.org", Role.ADMINISTRATOR, name="Bo Ss")
    give_app(person)
    sign_in(client, person)
    return person


def require(role: Role, until: str = "") -> None:
    SiteSetting.write(db.session, "second_factor_role", role.value)
    SiteSetting.write(db.session, "second_factor_until", until)
    db.session.commit()
    forget_site_settings()


def test_the_requirement_is_stored_and_recorded(client: FlaskClient, boss: Person) -> None:
    answer = send(client, PAGE, role="editor", until=TODAY.isoformat())

    assert answer.status_code == 303
    assert (site_settings().second_factor_role, site_settings().second_factor_until) == ("editor", TODAY.isoformat())
    details = db.session.scalars(select(AuditEvent.details)).one()
    assert details == {"required_role": "editor", "until": TODAY.isoformat()}
    assert 'value="editor" checked' in client.get(PAGE).text


@pytest.mark.parametrize(
    ("role", "until", "words"),
    [
        ("editor", (TODAY - timedelta(days=2)).isoformat(), "This day is over"),
        ("editor", "someday", "Not a valid date value"),
        ("owner", "", "Not a valid choice"),
    ],
)
def test_a_wrong_form_is_refused(client: FlaskClient, boss: Person, role: str, until: str, words: str) -> None:
    answer = send(client, PAGE, role=role, until=until)

    assert answer.status_code == 422
    assert count(SiteSetting) == 0


def test_a_day_that_is_over_is_not_offered_again(client: FlaskClient, boss: Person) -> None:
    days = (TODAY - timedelta(days=2)).isoformat(), (TODAY + timedelta(days=2)).isoformat()

    pages = []
    for day in days:
        require(Role.ADMINISTRATOR, day)
        pages.append(client.get(PAGE).text)

    assert [f'value="{day}"' in page for day, page in zip(days, pages, strict=True)] == [False, True]


def test_nobody_locks_themselves_out(client: FlaskClient, boss: Person) -> None:
    bare = make_member("bare@news.example.org", Role.ADMINISTRATOR)
    sign_in(client, bare)

    answer = send(client, PAGE, role="contributor", until="")

    assert "Set up your own second factor first" in answer.text
    assert count(SiteSetting) == 0


def test_the_page_names_who_has_none(client: FlaskClient, boss: Person) -> None:
    make_member("al@news.example.org", name="Al <b>Pha")
    make_member("su@news.example.org", name="Su Spended", is_suspended=True)

    page = client.get(PAGE).text

    assert "1 of 2 has none yet" in page
    assert "Al &lt;b&gt;Pha" in page
    assert "Su Spended" not in page


def test_after_the_day_a_sign_in_leads_to_setting_up_and_nothing_else(app: Flask, boss: Person) -> None:
    require(Role.AUTHOR, (TODAY - timedelta(days=2)).isoformat())
    make_member("al@news.example.org")
    browser = app.test_client()
    try_password(browser, PASSWORD, "al@news.example.org")

    closed = [browser.get(path).location for path in CLOSED]
    deed = send(browser, "/account/password", current=PASSWORD, password="x", repeat="x")
    page = browser.get("/account/security").text

    assert closed == ["/account/security"] * len(CLOSED)
    assert deed.location == "/account/security"
    assert [browser.get(path).status_code for path in OPEN] == [200, 200]
    assert "A second factor is required of you" in page
    assert "/desk/articles" not in page


def test_until_the_day_every_page_of_the_desk_says_so(app: Flask, client: FlaskClient, boss: Person) -> None:
    require(Role.AUTHOR, (TODAY + timedelta(days=9)).isoformat())
    browser = app.test_client()
    sign_in(browser, make_member("al@news.example.org"))

    pages = [browser.get(path).text for path in ("/desk/", "/account/security")]

    assert all("A second factor will be required of you" in page for page in pages)
    assert "will be required of you" not in client.get("/desk/").text


def test_who_has_set_it_up_goes_on(app: Flask, boss: Person) -> None:
    require(Role.CONTRIBUTOR)
    al = make_member("al@news.example.org")
    browser = app.test_client()
    sign_in(browser, al)
    before = browser.get("/desk/").status_code

    give_app(al)

    assert (before, browser.get("/desk/").status_code) == (303, 200)


@pytest.mark.parametrize(
    ("required", "until", "is_confined"),
    [
        (Role.EDITOR, "", False),
        (Role.AUTHOR, TODAY + timedelta(days=9), False),
        (Role.AUTHOR, "", True),
        (Role.CONTRIBUTOR, "not a day", True),
    ],
)
def test_the_requirement_counts_for_its_roles_after_its_day(
    app: Flask, boss: Person, required: Role, until: object, is_confined: bool
) -> None:
    require(required, str(until))
    browser = app.test_client()
    sign_in(browser, make_member("al@news.example.org", Role.AUTHOR))

    assert (browser.get("/desk/articles").status_code == 303) is is_confined


def test_the_last_factor_stays_while_one_is_required(client: FlaskClient, boss: Person) -> None:
    require(Role.ADMINISTRATOR)

    send(client, "/account/authenticator/removal")
    kept = db.session.get_one(Person, boss.id).has_second_factor
    give_passkey(boss)
    send(client, "/account/authenticator/removal")
    passkey_id = db.session.scalars(select(Passkey.id)).one()
    send(client, f"/account/passkeys/{passkey_id}/removal")

    assert kept
    assert count(Passkey) == 1
    assert "Nothing was removed" in client.get("/account/security").text


def test_another_administrator_resets_somebodys_factor_and_they_are_told(
    app: Flask, client: FlaskClient, boss: Person
) -> None:
    al = make_member()
    give_passkey(al)

    page = client.get(f"/desk/people/{al.id}/second-factor")
    answer = send(client, f"/desk/people/{al.id}/second-factor")
    browser = app.test_client()

    assert "make sure that it is really Maren Holt" in page.text
    assert answer.location == f"/desk/people/{al.id}"
    assert db.session.scalars(select(Delivery.kind)).all() == ["factors_reset"]
    assert try_password(browser, PASSWORD).location == "/desk/"


def test_nobody_resets_the_own_factor_and_each_reset_asks_for_proof(client: FlaskClient, boss: Person) -> None:
    al, guest = make_member(), make_person(address="", address_key=None)
    give_app(al)
    own = send(client, f"/desk/people/{boss.id}/second-factor")
    age_sessions()

    late = send(client, f"/desk/people/{al.id}/second-factor")

    assert own.status_code == 409
    assert late.status_code == 422
    assert client.get(f"/desk/people/{guest.id}/second-factor").status_code == 404
    assert db.session.get_one(Person, al.id).has_second_factor


def test_an_author_neither_requires_nor_resets(app: Flask, client: FlaskClient, boss: Person) -> None:
    al, browser = make_member(), app.test_client()
    secret = give_app(al)
    give_password(browser)
    give_code(browser, code_now(secret))

    assert send(browser, PAGE, role="").status_code == 403
    assert send(browser, f"/desk/people/{boss.id}/second-factor").status_code == 403
