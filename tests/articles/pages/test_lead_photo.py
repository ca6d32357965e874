"""The lead photo in the size for link cards."""

from blog.articles.pages.lead_photo import card_width, picture_address
from blog.models import Picture
from blog.web.addresses.links import Links

SITE = "https://news.example.org"


LINKS = Links(SITE, "secret")


def test_the_card_shows_the_widest_picture_that_is_not_too_wide() -> None:
    wide = Picture(key="k", widths=[400, 1200, 2400])
    huge = Picture(key="k", widths=[2400])

    assert [picture_address(picture, card_width(picture), LINKS) for picture in (wide, huge)] == [
        f"{SITE}/media/k/1200.jpg",
        f"{SITE}/media/k/2400.jpg",
    ]
