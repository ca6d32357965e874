"""Maps and charts are known by their addresses, with the frame that shows them."""

from urllib.parse import urlsplit

import pytest

from blog.text.markdown.components.cards.maps import find_chart, find_map

MAP = "https://www.openstreetmap.org/export/embed.html?bbox="


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (
            "https://www.openstreetmap.org/#map=8/52.5/13.4",
            f"{MAP}11.40000%2C51.50000%2C15.40000%2C53.50000&layer=mapnik",
        ),
        (
            "https://osm.org/?mlat=52.51&mlon=13.41#map=8/52.5/13.4&layers=N",
            f"{MAP}11.40000%2C51.50000%2C15.40000%2C53.50000&layer=mapnik&marker=52.51%2C13.41",
        ),
        (
            "https://www.openstreetmap.org/#map=0/80/170",
            f"{MAP}85.00000%2C37.50000%2C180.00000%2C85.00000&layer=mapnik",
        ),
        ("https://www.openstreetmap.org/#map=8/99/13.4", ""),
        ("https://www.openstreetmap.org/#map=8/52.5/x", ""),
        ("https://www.openstreetmap.org/relation/62422", ""),
        ("https://example.org/#map=8/52.5/13.4", ""),
    ],
)
def test_a_map_shows_what_its_address_says(address: str, frame: str) -> None:
    parts = urlsplit(address)

    assert find_map(parts.netloc, parts) == frame


@pytest.mark.parametrize("value", ["x", "1%26evil=1", "", "999999"])
def test_a_mark_that_is_no_place_is_left_out(value: str) -> None:
    parts = urlsplit(f"https://osm.org/?mlat={value}&mlon=13#map=8/52.5/13.4")

    assert find_map(parts.netloc, parts).endswith("layer=mapnik")


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://datawrapper.dwcdn.net/Ab3dE/3/", "https://datawrapper.dwcdn.net/Ab3dE/"),
        ("https://www.datawrapper.de/_/Ab3dE/", "https://datawrapper.dwcdn.net/Ab3dE/"),
        ("https://www.datawrapper.de/blog", ""),
        ("https://www.datawrapper.de/about", ""),
        ("https://example.org/_/Ab3dE/", ""),
    ],
)
def test_a_chart_has_its_frame(address: str, frame: str) -> None:
    parts = urlsplit(address)

    assert find_chart(parts.netloc, parts) == frame
