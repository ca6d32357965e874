"""The page of an author shows portrait or initials, role line, contact, links and counts."""

from flask import Flask
from flask.testing import FlaskClient

from blog.models import AuthorRedirect, Profile
from tests.factories import NOW, make_article, make_person, save
from tests.pictures.picture_factories import make_picture


def test_a_portrait_stands_in_the_place_of_the_initials(app: Flask, client: FlaskClient) -> None:
    person = make_person("Anna Alt", slug="anna")
    for age in (0, 800):
        make_article(author=person, age_days=age)
    without = client.get("/authors/anna").text
    profile = {"role_line": "Reporter", "contact": "a@news.example.org", "links": ["https://www.example.com/a?b=1&c"]}
    save(Profile(person_id=person.id, picture=make_picture("Anna at a desk"), **profile))

    page = client.get("/authors/anna").text

    assert ">AA<" in without
    assert 'alt="Anna at a desk"' in page
    assert "2 articles since 2024" in page
    for words in (">Reporter<", "mailto:a@news.example.org", "https://www.example.com/a?b=1&amp;c", ">example.com<"):
        assert words in page


def test_a_former_address_leads_on_with_its_feeds(app: Flask, client: FlaskClient) -> None:
    person = make_person(slug="new")
    make_article(author=person)
    save(AuthorRedirect(slug="old", person_id=person.id, created_at=NOW))

    assert client.get("/authors/old").location == "/authors/new"
    assert client.get("/authors/old/feed.rss").location == "/authors/new/feed.rss"
    assert client.post("/authors/old").status_code == 405
