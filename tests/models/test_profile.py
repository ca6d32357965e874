"""Who stands on the staff page."""

from flask import Flask

from blog.database import db
from blog.models import Profile
from tests.factories import make_person, save


def test_who_is_suspended_or_has_no_place_is_not_on_the_staff_page(app: Flask) -> None:
    shown, suspended, hidden = (make_person(is_suspended=number == 1) for number in range(3))
    for person, place in ((shown, 2), (suspended, 1), (hidden, None)):
        save(Profile(person_id=person.id, team_position=place))

    assert [profile.person_id for profile in db.session.scalars(Profile.on_staff_page())] == [shown.id]
