"""Each paper can be read with our accents, in light and dark."""

import pytest

from blog.web.site_identity.declared.accent_and_paper import PAPER_CHOICES
from blog.web.site_identity.look.papers import NEUTRAL, PAPERS
from blog.web.themes.contrast import contrast_faults
from blog.web.themes.installed_themes import find_theme
from blog.web.themes.token_colours import own_colours, token_colours


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("theme", ["broadsheet", "berliner"])
def test_each_paper_can_be_read_under_each_theme(paper: str, theme: str) -> None:
    assert list(contrast_faults({**token_colours(find_theme(theme)), **PAPERS[paper]})) == []


def test_the_warm_one_is_our_own() -> None:
    assert PAPERS["warm"] == {name: own_colours()[name] for name in NEUTRAL}


def test_each_paper_can_be_chosen() -> None:
    assert {"", *PAPERS} == {value for value, _label in PAPER_CHOICES}
