"""An author reads title and text of a page at a press; what goes wrong is said beside the field."""

import pytest

from blog.authoring.editor.links import card_views as views
from blog.authoring.editor.links.page_details import PageDetails
from blog.web.access.outgoing.guarded_fetch import FetchFailure, NotFetched
from tests.authoring.conftest import Desk

ADDRESS = "https://example.org/a"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page elsewhere with title and text."""
    monkeypatch.setattr(views, "read_details", lambda *_: PageDetails("A [title]", "# Text"))


@pytest.mark.usefixtures("page")
def test_the_page_shows_the_markdown_of_the_card(desk: Desk) -> None:
    answer = desk.post("/desk/card", address=ADDRESS)

    assert answer.status_code == 200
    assert "[A \\[title\\]](https://example.org/a)\n&gt; \\# Text</textarea>" in answer.text
    assert f'value="{ADDRESS}"' in answer.text


@pytest.mark.usefixtures("page")
def test_the_script_gets_it_as_json(desk: Desk) -> None:
    data = {"csrf_token": desk.token, "address": ADDRESS}
    answer = desk.client.post("/desk/card", data=data, headers={"Accept": "application/json"})

    assert answer.get_json() == {"markdown": "[A \\[title\\]](https://example.org/a)\n> \\# Text"}


@pytest.mark.parametrize("reason", FetchFailure)
def test_what_goes_wrong_is_said_beside_the_field_and_the_address_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reason: FetchFailure
) -> None:
    def fail(*_: object) -> None:
        raise NotFetched(reason)

    monkeypatch.setattr(views, "read_details", fail)
    answer = desk.post("/desk/card", address=ADDRESS)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert str(views.PROBLEMS[reason]).split(".")[0] in answer.text
    assert f'value="{ADDRESS}"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "http://127.0.0.1/",
        "http://localhost/",
        "x" * 3000,
        "http://[::1]/",
        "ftp://a.b",
        "http://[",
        "http://a℀b/",
    ],
)
def test_a_wrong_or_private_address_is_refused(desk: Desk, address: str) -> None:
    assert desk.post("/desk/card", address=address).status_code == 422


@pytest.mark.usefixtures("page")
def test_it_is_read_sixty_times_an_hour_at_most(desk: Desk) -> None:
    answers = [desk.post("/desk/card", address=ADDRESS).status_code for _ in range(61)]

    assert answers[59:] == [200, 429]


def test_nobody_else_may_let_the_server_read(desk: Desk) -> None:
    assert desk.client.post("/desk/card", data={"address": ADDRESS}).status_code == 400
