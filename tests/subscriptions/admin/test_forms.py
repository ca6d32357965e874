"""Forms about readers: what they reject."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient

from blog.models import (
    Role,
)
from tests.factories import make_person, make_subscriber, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def send_list(client: FlaskClient, token: str, text: str, button: str = "take", **more: str) -> tuple[int, str]:
    data = {"csrf_token": token, "file": (BytesIO(text.encode()), "list.csv"), button: "1", **more}
    answer = client.post("/desk/readers/import", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


@pytest.mark.parametrize("words", ["", "  ", "\x00", "x" * 501, "x" * 1_000_000])
def test_mail_is_not_stopped_without_a_reason(client: FlaskClient, token: str, words: str) -> None:
    reader = make_subscriber()

    answer = client.post(f"/desk/readers/{reader.id}/suppression", data={"csrf_token": token, "words": words})

    assert answer.status_code == 422
    assert "field--wrong" in answer.text


@pytest.mark.parametrize("text", ["", "name\nAnn\n", "\x00\x00\x00\x00"])
def test_a_file_that_is_no_list_is_refused_beside_the_field(client: FlaskClient, token: str, text: str) -> None:
    status, page = send_list(client, token, text)

    assert status == 422
    assert "field__error" in page


def test_a_missing_file_is_asked_for(client: FlaskClient, token: str) -> None:
    answer = client.post("/desk/readers/import", data={"csrf_token": token, "take": "1"})

    assert answer.status_code == 422
    assert "Please choose a file." in answer.text
