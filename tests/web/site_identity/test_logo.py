"""The logo as pages show it, from the row of its setting."""

from dataclasses import replace

import pytest

from blog.web.site_identity.logo import logo_of
from blog.web.site_identity.site_settings import SiteSettings

SITE = SiteSettings(name="Der Bote")
KEY = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("text", ["", "x", "a b c d", f"{KEY} 10 10", f"{KEY} 10 -1 dark", f"{KEY} 1e3 9 dark"])
def test_what_is_no_logo_is_none(text: str) -> None:
    assert logo_of(replace(SITE, logo=text)) is None


@pytest.mark.parametrize(("size", "shown"), [("960 240", (192, 48)), ("960 60", (240, 15)), ("10 240", (2, 48))])
def test_it_is_shown_within_the_masthead(size: str, shown: tuple[int, int]) -> None:
    logo = logo_of(replace(SITE, logo=f"{KEY} {size} plain"))

    assert logo is not None
    assert logo.shown_size == shown
    assert logo.path_of("icon-48") == f"/media/{KEY}/icon-48.png"
    assert (logo.alt, logo.is_shown, logo.stands_alone) == ("Der Bote", True, False)
