"""Who must set up a second factor, and from which day on."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from blog.database import db
from blog.models import Role, SiteSetting
from blog.web.access.factor_requirement import is_factor_required, last_setup_day, must_set_up_factor
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import NOW, make_person


def require(role: str, until: str = "") -> None:
    SiteSetting.write(db.session, "second_factor_role", role)
    SiteSetting.write(db.session, "second_factor_until", until)
    db.session.commit()
    forget_site_settings()


@pytest.mark.parametrize("role", list(Role))
def test_it_is_required_of_a_role_and_all_above_it(app: Flask, role: Role) -> None:
    require("editor")

    assert is_factor_required(make_person(role=role)) is role.includes(Role.EDITOR)


def test_nothing_is_required_unless_somebody_chose_it(app: Flask) -> None:
    forget_site_settings()
    boss = make_person(role=Role.ADMINISTRATOR)

    assert not must_set_up_factor(boss)
    require("a role of another version")
    assert not must_set_up_factor(boss)


@pytest.mark.parametrize(
    ("now", "is_confined"), [("2027-01-31T23:59:59+00:00", False), ("2027-02-01T00:00:00+00:00", True)]
)
def test_the_last_day_is_a_whole_one(app: Flask, now: str, is_confined: bool) -> None:
    require("author", "2027-01-31")
    author = make_person()

    with time_machine.travel(now, tick=False):
        assert must_set_up_factor(author) is is_confined
    assert last_setup_day() == date(2027, 1, 31)


def test_who_has_a_factor_is_free(app: Flask) -> None:
    require("author")

    assert not must_set_up_factor(make_person(second_factor_at=NOW))
