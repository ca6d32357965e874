"""A refusal has a word for the log; the page says it where that is safe."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, BadRequestKeyError, Forbidden, HTTPException, SecurityError

from blog.models import Role
from blog.web.access.refusal_reasons import WORD, reason_of
from tests.factories import make_person, sign_in

BLOG = Path(__file__).parents[3] / "blog"


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (SecurityError("Host 'x' is not trusted."), "untrusted_host"),
        (CSRFError("The CSRF token has expired."), "csrf_token_expired"),
        (CSRFError("Something new."), "csrf_token_invalid"),
        (BadRequestKeyError("name"), "missing_field"),
        (Forbidden("cross_origin"), "cross_origin"),
        (Forbidden(), "forbidden"),
        (BadRequest(), "malformed_request"),
        (BadRequest("Failed to decode JSON object: ann@example.org"), "malformed_request"),
    ],
)
def test_every_refusal_has_a_word(error: HTTPException, word: str) -> None:
    assert reason_of(error) == word


def test_whoever_refuses_says_why() -> None:
    calls = [
        call for file in BLOG.rglob("*.py") for call in re.findall(r"abort\(40[03][^)]*\)", file.read_text("utf-8"))
    ]

    assert len(calls) > 4
    assert [call for call in calls if not re.fullmatch(rf'abort\(40[03], "{WORD.pattern}"\)', call)] == []


@pytest.mark.parametrize(
    ("path", "headers", "sentence"),
    [
        ("/", {"Host": "evil.example"}, "BLOG_TRUSTED_HOSTS"),
        ("/choices", {"Sec-Fetch-Site": "cross-site"}, "was not sent from a page of this site"),
    ],
)
def test_the_page_says_what_was_refused(client: FlaskClient, path: str, headers: dict[str, str], sentence: str) -> None:
    answer = client.open(path, method="GET" if path == "/" else "POST", headers=headers)

    assert sentence in answer.text
    assert "evil.example" not in answer.text


def test_a_member_is_told_that_the_role_does_not_allow_it(client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.CONTRIBUTOR))

    answer = client.get("/desk/people")

    assert (answer.status_code, "Your role does not allow this" in answer.text) == (403, True)
