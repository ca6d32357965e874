"""The forms that ask for another sign-in address."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from blog.database import db
from blog.models import Delivery, LoginSession, Role
from blog.web.clock import read_clock
from tests.accounts.people_factories import make_member
from tests.authoring.conftest import Desk, desk, sit
from tests.factories import PASSWORD

__all__ = ["desk", "sit"]


@pytest.fixture
def boss(sit) -> Desk:  # type: ignore[no-untyped-def]
    return sit(make_member("boss@news.example.org", Role.ADMINISTRATOR))  # type: ignore[no-any-return]


def test_the_own_address_asks_for_the_password(boss: Desk) -> None:
    db.session.execute(update(LoginSession).values(created_at=read_clock() - timedelta(hours=1), proved_at=None))
    without = boss.post("/account/address", address="new@news.example.org").status_code
    answer = boss.post("/account/address", address="new@news.example.org", present=PASSWORD)

    assert (without, answer.status_code) == (422, 303)
    assert db.session.scalars(select(Delivery.address)).all() == ["new@news.example.org"]


def test_an_administrator_corrects_the_address_of_a_colleague(boss: Desk) -> None:
    member = make_member()

    answer = boss.post(f"/desk/people/{member.id}/address", address="new@news.example.org", present=PASSWORD)

    assert answer.status_code == 303
    assert db.session.scalars(select(Delivery.kind)).all() == ["login_address"]


@pytest.mark.parametrize("address", ["", "nobody", "BOSS@news.example.org"])
def test_a_wrong_address_is_refused_beside_the_field(boss: Desk, address: str) -> None:
    answer = boss.post("/account/address", address=address, present=PASSWORD)

    assert answer.status_code == 422
    assert 'id="address-error"' in answer.text


def test_a_link_of_nobody_has_ended(boss: Desk) -> None:
    assert boss.get("/login-addresses/nonsense").status_code == 410
