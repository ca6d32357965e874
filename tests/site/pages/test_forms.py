"""Fields of the forms of pages."""

from werkzeug.datastructures import MultiDict

from blog.models import PagePlace, PagePurpose
from blog.site.pages.forms import PLACES, PURPOSES, places_of


def test_every_place_and_purpose_has_its_words() -> None:
    assert set(PLACES) == set(PagePlace)
    assert set(PURPOSES) == set(PagePurpose)


def test_only_known_places_of_numbers_count() -> None:
    values = MultiDict([("place-3", "masthead"), ("place-4", "moon"), ("place-²", "footer"), ("page", "3")])

    assert places_of(values) == {3: PagePlace.MASTHEAD}
