"""Markdown for the live preview and pasted HTML, converted for the editor's script."""

import pytest

from tests.authoring.conftest import Desk
from tests.databases import on_sqlite


def test_the_live_preview_answers_with_safe_html(desk: Desk) -> None:
    answer = desk.post("/desk/preview", body="**Bold** <script>alert(1)</script>")

    assert answer.status_code == 200
    assert "<strong>Bold</strong>" in answer.text
    assert "<script" not in answer.text
    assert "data-words-now" in answer.text


def test_the_live_preview_is_in_the_language_of_the_article(desk: Desk) -> None:
    arabic = desk.post("/desk/preview", body="Apple\n\nخبر", language="ar").text
    unfinished = desk.post("/desk/preview", body="Apple", language="other", language_tag="gs")

    assert 'data-lang="ar" data-dir="rtl"' in arabic
    assert '<p dir="ltr">Apple' in arabic
    assert (unfinished.status_code, 'data-lang="en"' in unfinished.text) == (200, True)


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
@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<iframe src='https://example.org/map'></iframe>", "Embedded content was left out."),
        ("<p>a<math><mi>x</mi></math>", "Formulas were left out."),
        ("<p>a<del cite=x>b</del>", "Tracked changes were accepted: deleted text is gone, inserted text stays."),
        ("<p>a<a class=msocomanchor>[A1]</a>", "Comments were left out."),
        ("<p>a<a href='#_ftn1'>[1]</a>", "Some footnotes came without their text."),
        ("<p>a <b>b</b>", ""),
    ],
)
def test_what_a_paste_leaves_out_is_named(desk: Desk, html: str, words: str) -> None:
    answer = desk.post("/desk/paste", html=html)

    assert answer.json is not None
    assert answer.json["note"] == words


@on_sqlite
def test_pasted_footnotes_go_on_after_those_of_the_text(desk: Desk) -> None:
    html = "<p>A<a href='#f' id=r>1</a></p><p><a href='#r' id=f>1</a> B</p>"

    answer = desk.post("/desk/paste", html=html, first_note="4")

    assert answer.json is not None
    assert answer.json["markdown"] == "A[^4]\n\n[^4]: B"


@on_sqlite
def test_what_is_too_long_or_has_no_token_is_refused(desk: Desk) -> None:
    long = desk.post("/desk/paste", html="<p>" + "x" * 1_000_001)
    forged = desk.client.post("/desk/paste", data={"html": "<p>x"})

    assert (long.status_code, forged.status_code) == (422, 400)
    assert "too long" in str(long.json)


@on_sqlite
def test_a_text_comes_back_in_its_blocks_and_is_not_kept(desk: Desk) -> None:
    answer = desk.post("/desk/blocks", text="# Head\r\n\r\nWords[^1]\r\n\r\n[^1]: A note")

    assert answer.status_code == 200
    assert answer.json is not None
    assert [piece["source"] for piece in answer.json["pieces"]] == ["# Head", "Words[^1]", "[^1]: A note"]
    assert answer.json["pieces"][0]["node"]["attrs"] == {"level": 1}


@on_sqlite
def test_blocks_of_too_much_are_refused_and_need_the_token(desk: Desk) -> None:
    long = desk.post("/desk/blocks", text="x" * 200_001)
    forged = desk.client.post("/desk/blocks", data={"text": "x"})

    assert (long.status_code, forged.status_code) == (422, 400)
    assert "200,000 characters or fewer" in str(long.json)
