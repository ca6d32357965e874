"""Cards as pictures."""

from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from blog.pictures.social_cards.card_names import OWN_COLOURS, Card, CardColours
from blog.pictures.social_cards.drawing import BOTTOM, MARGIN, TOP, draw
from blog.pictures.social_cards.typeface import drawable


@cache
def picture(headline: str, **more: str) -> Image.Image:
    card = Card("1", "IFBG News", more.get("kicker", "Rivers"), headline, "news.example.org")
    return Image.open(BytesIO(draw(card))).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many pixels in *box* are not paper."""
    part = image.crop(box)
    paper = Image.new("RGB", (1, 1), OWN_COLOURS.paper).getpixel((0, 0))
    colours = part.getcolors(2**20) or []
    return sum(count for count, colour in colours if max(abs(a - b) for a, b in zip(colour, paper, strict=True)) > 8)


@pytest.mark.parametrize(
    "headline",
    ["Herons return", "Νέα από το νησί", "Цапли возвращаются", "Žluťoučký kůň — “ÅÆŁß”", "x" * 200, "wide words " * 18],
)
def test_a_card_shows_its_headline_within_its_margins(headline: str) -> None:
    image = picture(headline)

    assert image.size == (1200, 630)
    assert ink(image, (MARGIN, TOP, 1200 - MARGIN, BOTTOM)) > 2000
    assert ink(image, (0, TOP, MARGIN - 6, BOTTOM)) == ink(image, (1200 - MARGIN + 6, TOP, 1200, BOTTOM)) == 0


@pytest.mark.parametrize("headline", ["白鷺が川に戻る", "חסידות חוזרות", "अंतिम", ""])
def test_a_headline_that_the_typeface_lacks_is_left_out(headline: str) -> None:
    assert picture(headline).tobytes() == picture("").tobytes()
    assert picture(headline).tobytes() != picture("Herons").tobytes()


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("🦆 Ducks ❤️ ponds", "Ducks ponds"),
        ("Two\u202ewords\u200b", "Twowords"),
        ("Cafe\u0301", "Café"),
        ("a\x00b", ""),
        ("🦆", ""),
    ],
)
def test_ornaments_are_left_out_and_letters_never(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_the_sign_is_square_and_a_small_file() -> None:
    data = draw(Card("logo"))

    assert Image.open(BytesIO(data)).size == (512, 512)
    assert len(data) < 10_000


def test_a_card_has_the_colours_of_the_theme() -> None:
    colours = CardColours("#ffffff", "#000000", "#444444", "#cccccc", "#0000ff", "#ffffff")
    image = Image.open(BytesIO(draw(Card("1", "Quay", "Rivers", "Herons", "news.example.org", colours)))).convert("RGB")

    assert image.getpixel((600, 5)) == (0, 0, 255)
    assert image.getpixel((5, 300)) == (255, 255, 255)
    assert Card("1", "Quay").name != Card("1", "Quay", colours=colours).name
