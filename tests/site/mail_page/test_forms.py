import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, Role
from tests.factories import make_person, sign_in


@pytest.mark.parametrize("address", ["", "nobody", "a@example.org\r\nBcc: b@example.org", "a@" + "b" * 260 + ".org"])
def test_a_wrong_address_gets_no_test(client: FlaskClient, address: str) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    answer = client.post("/desk/mail/tests?kind=welcome", data={"csrf_token": token, "address": address})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert db.session.scalars(select(Delivery)).all() == []
