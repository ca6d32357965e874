"""The frame of the desk: what each role finds in it, and the numbers beside the words."""

import re

import pytest

from blog.database import db
from blog.models import ErrorReport, Role
from tests.authoring.conftest import Sit
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_subscriber, save

WRITE, RUN = (
    ["Articles", "Pictures", "Files", "Reports"],
    ["Readers", "Alerts", "Mail", "Statistics", "People", "Settings"],
)
EDIT = ["Articles", "Pages", *WRITE[1:-1], "Topics", "Authors", WRITE[-1], "Front page"]
LABEL = re.compile(r'class="desk-nav__label">([^<]+)<')


@on_sqlite
@pytest.mark.parametrize(
    ("role", "sections"),
    [
        (Role.CONTRIBUTOR, ["Desk", "Articles", "Pictures", "Files"]),
        (Role.AUTHOR, ["Desk", *WRITE, "Alerts"]),
        (Role.EDITOR, ["Desk", *EDIT, "Alerts", "Statistics"]),
        (Role.ADMINISTRATOR, ["Desk", *EDIT, *RUN]),
    ],
)
def test_each_role_finds_its_sections_in_two_groups(sit: Sit, role: Role, sections: list[str]) -> None:
    page = sit(role=role).get("/desk/menu").text

    assert LABEL.findall(page.split("</header>", 1)[0]) == sections
    assert LABEL.findall(page.split("<main", 1)[1]) == sections
    assert ('id="group-run"' in page) == ("Alerts" in sections)


def test_what_waits_and_how_many_readers_there_are_stands_beside_the_words(sit: Sit) -> None:
    chief = sit(role=Role.ADMINISTRATOR)
    save(ErrorReport(article=make_article(), paragraph=1, words="No.", reported_at=NOW))
    for _ in range(3):
        make_subscriber()

    page = chief.get("/desk/keys").text.split("</nav>", 1)[0]

    numbers = re.findall(r'desk-nav__label">(\w+)</span><span class="desk-nav__count[^"]*"> ([0-9]+)<', page)
    assert numbers == [("Desk", "1"), ("Reports", "1"), ("Readers", "3")]


def test_keys_of_one_letter_are_there_until_the_person_switches_them_off(sit: Sit) -> None:
    author = sit()
    assert "data-letter-keys" in author.get("/desk/").text

    author.post("/account", name=author.person.name, biography="")

    db.session.expire_all()
    assert author.person.has_letter_keys is False
    assert "data-letter-keys" not in author.get("/desk/").text
    assert "switched off" in author.get("/desk/keys").text
