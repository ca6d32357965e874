"""Lines that are cards, and what is known of each."""

import pytest

from blog.text.markdown.components.cards.addresses import find_card, find_cards, find_titled_card

POST = "https://social.example/@harbour/113000000000000001"


def test_each_line_is_a_card() -> None:
    cards = find_cards(f"{POST}\n<{POST}>\n[The *first* boat]({POST})")

    assert [card.title for card in cards] == ["", "", "The *first* boat"]
    assert {card.kind for card in cards} == {"post"}


def test_brackets_in_a_title_are_written_with_a_backslash() -> None:
    assert [card.title for card in find_cards(f"[Live \\[video\\]]({POST})")] == ["Live \\[video\\]"]


@pytest.mark.parametrize("paragraph", ["https://e.org/a", f"{POST}\nwords", f"See {POST}", f"[a [b] c]({POST})", ""])
def test_anything_else_is_none(paragraph: str) -> None:
    assert find_cards(paragraph) == []


def test_any_page_with_a_title_can_be_one_that_has_a_text() -> None:
    card = find_titled_card("[Report](https://www.example.org/r)")

    assert card is not None
    assert (card.host, card.title, card.kind) == ("example.org", "Report", "page")
    assert find_titled_card("https://example.org/r") is None
    assert find_titled_card(POST) is not None


@pytest.mark.parametrize("address", ["https://user@vimeo.com/123", "https://vimeo.com:8443/1", "https://localhost/a"])
def test_a_host_that_cannot_be_named_has_no_card(address: str) -> None:
    assert find_card(address) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://youtu.be/dQw4w9WgxcQ", "Video"),
        (POST, "social.example/@harbour/113000000000000001"),
        ("https://www.openstreetmap.org/#map=5/1/2", "openstreetmap.org"),
    ],
)
def test_a_card_without_title_says_what_it_leads_to(address: str, words: str) -> None:
    card = find_card(address)

    assert card is not None
    assert card.fallback_title == words
