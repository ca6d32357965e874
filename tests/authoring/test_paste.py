"""The editor's script sends what the clipboard holds and gets Markdown."""

from tests.authoring.conftest import Desk
from tests.databases import on_sqlite


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
