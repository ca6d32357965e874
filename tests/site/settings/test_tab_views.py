"""The tabs lead to each section, and say which is open."""

import re

from flask import Flask
from flask.testing import FlaskClient

from blog.models import Role
from blog.web.site_identity.site_settings import SECTIONS
from tests.factories import make_person, sign_in


def test_the_desk_leads_to_the_settings(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))

    assert 'href="/desk/settings"' in client.get("/desk/").text
    assert client.get("/desk/settings").location == "/desk/settings/look"
    assert client.get("/desk/settings/none").status_code == 404


def test_each_section_has_a_tab_and_the_open_one_is_marked(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))

    for section in SECTIONS:
        page = client.get(f"/desk/settings/{section.name}").text
        assert re.findall(r'tabs__one" href="([^"]+)" aria-current="page"', page) == [f"/desk/settings/{section.name}"]
        assert all(f'href="/desk/settings/{other.name}"' in page for other in SECTIONS)


def test_kinds_stand_among_the_tabs_of_those_who_may_open_the_settings(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))
    assert 'href="/desk/kinds"' in client.get("/desk/settings/look").text
    assert 'tabs__one" href="/desk/kinds" aria-current="page"' in client.get("/desk/kinds").text

    sign_in(client, make_person(role=Role.EDITOR))

    page = client.get("/desk/kinds").text
    assert "tabs__one" not in page
    assert "Kinds of article</h1>" in page
