"""Times, addresses and hidden parts of posts of Ghost."""

import json

import pytest

from blog.operations.moving_in.sources.ghost.ghost_posts import GhostTables, read_ghost_post, read_time


def test_times_are_texts_or_milliseconds() -> None:
    for value in (1620115200000, "2021-05-04T08:00:00.000Z", "2021-05-04 08:00:00"):
        found = read_time({"at": value}, "at")
        assert found is not None
        assert found.isoformat() == "2021-05-04T08:00:00+00:00"
    assert read_time({"at": None}, "at") is None


def test_addresses_of_all_usual_routes_lead_on() -> None:
    item = read_ghost_post({"id": "1", "slug": "a", "uuid": "u", "published_at": "2021-05-04T08:00:00Z"}, GhostTables())

    assert {"/a/", "/2021/05/04/a/", "/p/u/"} <= set(item.paths)


HIDDEN = '<!--kg-gated-block:begin nonMember:false memberSegment:"status:free" --><p>b</p><!--kg-gated-block:end-->'
CARD = {"type": "html", "html": "<p>b</p>", "visibility": {"web": {"nonMember": False, "memberSegment": ""}}}


@pytest.mark.parametrize(
    "body",
    [
        {"html": f"<p>a</p>{HIDDEN}"},
        {"html": "<p>a</p><!--members-only--><p>b</p>"},
        {"html": "", "lexical": json.dumps({"root": {"children": [CARD]}})},
    ],
)
def test_a_part_that_visitors_did_not_see_keeps_the_whole_a_draft(body: dict[str, str]) -> None:
    item = read_ghost_post({"id": "1", "slug": "a", "status": "published", **body}, GhostTables())

    assert (item.is_public, item.hidden_reason) == (False, "a part for members")


def test_a_part_that_everybody_saw_hides_nothing() -> None:
    seen = HIDDEN.replace("nonMember:false", "nonMember:true")

    assert read_ghost_post({"id": "1", "status": "published", "html": seen}, GhostTables()).is_public


def test_words_of_a_broken_document_are_read_from_beside_it() -> None:
    item = read_ghost_post({"id": "1", "lexical": '{"root":', "plaintext": "One <b\n\nTwo"}, GhostTables())

    assert item.body == "<p>One &lt;b</p><p>Two</p>"


@pytest.mark.parametrize(
    ("meta", "address"),
    [
        ({"og_image": "__GHOST_URL__/content/images/a.png"}, "https://old.example/content/images/a.png"),
        ({"twitter_image": "https://x.example/b.png"}, "https://x.example/b.png"),
        ({}, ""),
    ],
)
def test_the_picture_of_shared_links_is_read(meta: dict[str, str], address: str) -> None:
    tables = GhostTables(site="https://old.example")
    tables.meta["1"] = meta

    shared = read_ghost_post({"id": "1", "feature_image": "https://old.example/lead.jpg"}, tables).shared

    assert (shared.address if shared else "") == address
