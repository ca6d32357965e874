"""The staff page: who is shown, in the chosen order."""

from flask import Flask
from flask.testing import FlaskClient

from blog.models import Profile
from tests.factories import make_article, make_person, save


def show(name: str, place: int | None, **more: object) -> Profile:
    person = make_person(name, **more)
    return save(Profile(person_id=person.id, role_line=f"Role of {name}", contact="", links=[], team_position=place))


def test_there_is_no_staff_page_before_somebody_is_shown(app: Flask, client: FlaskClient) -> None:
    show("Hidden", None)

    assert client.get("/team").status_code == 404
    assert 'href="/team"' not in client.get("/topics/").text
    assert "/team</loc>" not in client.get("/sitemap-pages.xml").text


def test_every_page_and_the_sitemap_lead_to_the_staff_page(app: Flask, client: FlaskClient) -> None:
    show("Zoë", 1)

    assert '<a href="/team">Who works here</a>' in client.get("/topics/").text
    assert "<loc>https://news.example.org/team</loc>" in client.get("/sitemap-pages.xml").text


def test_people_stand_in_their_order_and_who_left_does_not(app: Flask, client: FlaskClient) -> None:
    show("Zoë", 1)
    writer = show("Anna", 2)
    show("Hidden", None)
    show("Suspended", 3, is_suspended=True)
    make_article(author=writer.person)

    page = client.get("/team").text.partition("<main")[2]

    assert page.index("Zoë") < page.index("Role of Anna")
    assert "Hidden" not in page
    assert "Role of Suspended" not in page
    assert page.count('<a href="/authors/') == 1
