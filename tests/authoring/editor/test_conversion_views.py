"""Markdown for the live preview and pasted HTML, converted for the editor's script."""

from tests.authoring.conftest import Desk
from tests.databases import on_sqlite


def test_the_live_preview_answers_with_safe_html(desk: Desk) -> None:
    answer = desk.post("/desk/preview", body="**Bold** <script>alert(1)</script>")

    assert answer.status_code == 200
    assert "<strong>Bold</strong>" in answer.text
    assert "<script" not in answer.text
    assert "data-words-now" in answer.text


def test_the_live_preview_of_too_much_says_so(desk: Desk) -> None:
    answer = desk.post("/desk/preview", body="x" * 200_001)

    assert answer.status_code == 422
    assert "200,000 characters or fewer" in answer.text


def test_the_live_preview_needs_the_token(desk: Desk) -> None:
    assert desk.client.post("/desk/preview", data={"body": "x"}).status_code == 400


@on_sqlite
def test_a_paste_comes_back_as_markdown_and_is_not_kept(desk: Desk) -> None:
    answer = desk.post("/desk/paste", html="<h2>Water</h2><p onclick=x>It is <b>clear</b>.<img src=x></p>")

    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["markdown"] == "## Water\n\nIt is **clear**."
    assert "upload them" in answer.json["note"]


@on_sqlite
def test_what_is_too_long_or_has_no_token_is_refused(desk: Desk) -> None:
    long = desk.post("/desk/paste", html="<p>" + "x" * 1_000_001)
    forged = desk.client.post("/desk/paste", data={"html": "<p>x"})

    assert (long.status_code, forged.status_code) == (422, 400)
    assert "too long" in str(long.json)
