"""What the pages of authors and staff say to machines."""

import json
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from blog.models import Profile
from tests.factories import make_article, make_person, save
from tests.pictures.picture_factories import make_picture


def facts(client: FlaskClient, path: str) -> dict[str, Any]:
    page = client.get(path).text
    return dict(json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0]))


def test_an_author_is_a_person_with_job_pages_and_picture(app: Flask, client: FlaskClient) -> None:
    person = make_person("Anna </script>", slug="anna")
    links = ["https://mastodon.example/@anna"]
    profile = {"role_line": "Reporter, Kyiv", "contact": "anna@news.example.org", "links": links}
    save(Profile(person_id=person.id, picture=make_picture("Anna"), **profile))
    make_article(author=person)

    entity = facts(client, "/authors/anna")["mainEntity"]

    assert (entity["name"], entity["jobTitle"], entity["sameAs"]) == ("Anna </script>", "Reporter, Kyiv", links)
    assert entity["url"] == "https://news.example.org/authors/anna"
    assert entity["image"].startswith("https://news.example.org/media/")
    assert "worksFor" in entity


def test_what_is_empty_is_left_out_and_a_guest_works_elsewhere(app: Flask, client: FlaskClient) -> None:
    make_article(author=make_person(slug="x", address="", address_key=None))

    entity = facts(client, "/authors/x")["mainEntity"]

    assert not {"jobTitle", "sameAs", "image", "email", "worksFor"} & entity.keys()
