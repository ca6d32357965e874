"""Keys in addresses are numbers that a row can have; all else is not found."""

import pytest
from flask.testing import FlaskClient

from tests.factories import make_draft, make_person, sign_in


@pytest.mark.parametrize("key", ["0", "-1", "01", "2147483648", "9999999999", "9" * 50, "1.0", "١", "x", "", "1%00"])
def test_what_cannot_be_a_key_is_not_found(client: FlaskClient, key: str) -> None:
    sign_in(client, make_person())

    assert client.get(f"/desk/articles/{key}/edit").status_code in {404, 400 if "%00" in key else 404}


def test_a_key_is_found(client: FlaskClient) -> None:
    person = make_person()
    draft = make_draft(author=person)
    sign_in(client, person)

    assert client.get(f"/desk/articles/{draft.id}/edit").status_code == 200
    assert client.get("/desk/articles/2147483647/edit").status_code == 404
