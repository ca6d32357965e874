"""Whatever accent is chosen, all that is made of it can be read."""

from itertools import product

import pytest

from blog.web.site_identity.look.accents import accent_tokens, dark_accent_for, ink_on
from blog.web.site_identity.look.nearest_colour import nearest_readable
from blog.web.site_identity.look.papers import PAPERS
from blog.web.themes.contrast import GROUNDS, WORDS, contrast, contrast_faults
from blog.web.themes.token_colours import ColourPair, own_colours

WISHES = ["#0b5563", "#ffcc00", "#3b5bdb", "#00ff66", "#b00020", "#444444", "#000000", "#6b21a8", "#ff00ff"]


@pytest.mark.parametrize(("wish", "paper"), list(product(WISHES, PAPERS)))
def test_what_follows_from_an_accent_can_be_read(wish: str, paper: str) -> None:
    colours = {**own_colours(), **PAPERS[paper]}
    light = nearest_readable(wish, [colours[name].light for name in GROUNDS], WORDS)

    tokens = accent_tokens(ColourPair(light, dark_accent_for(light, colours)), colours)

    assert list(contrast_faults({**colours, **tokens})) == []
    assert tokens["accent"].light == light


@pytest.mark.parametrize("value", range(0, 256, 15))
def test_a_word_can_be_read_on_any_ground(value: int) -> None:
    ground = f"#{value:02x}{value:02x}{value:02x}"

    assert contrast(ink_on(ground), ground) >= WORDS
