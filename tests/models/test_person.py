"""Rights of the roles, and what Flask-Login asks of a person."""

import pytest
from sqlalchemy.orm import Session

from blog.models import Person, Role
from tests.models.rows import person

ROLES = [Role.CONTRIBUTOR, Role.AUTHOR, Role.EDITOR, Role.ADMINISTRATOR]


@pytest.mark.parametrize(("rank", "role"), list(enumerate(ROLES)))
def test_a_role_includes_itself_and_those_below(rank: int, role: Role) -> None:
    assert [role.includes(other) for other in ROLES] == [place <= rank for place in range(len(ROLES))]
    assert [person(role).may(other) for other in ROLES] == [place <= rank for place in range(len(ROLES))]


@pytest.mark.parametrize("role", ROLES)
def test_a_suspended_person_may_do_nothing(role: Role) -> None:
    row = person(role, is_suspended=True)

    assert not row.is_active
    assert not any(row.may(other) for other in ROLES)


def test_the_cookie_names_the_session_and_never_the_row() -> None:
    row = person(id=7)

    with pytest.raises(ValueError, match="no session"):
        row.get_id()
    row.session_token = "t0ken"
    assert row.get_id() == "t0ken"


def test_a_person_is_found_by_the_normalised_address(session: Session) -> None:
    row = person(address="Ann@example.org", address_key="ann@example.org")
    session.add(row)
    session.flush()

    assert session.scalar(Person.by_address("ann@example.org")) is row
    assert session.scalar(Person.by_address("Ann@example.org")) is None
