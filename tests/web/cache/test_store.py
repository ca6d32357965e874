"""The memory of pages keeps to its bounds and to one version."""

import pytest

from blog.web.cache import entries
from blog.web.cache.entries import OVERHEAD_BYTES, CacheEntry, make_entry
from blog.web.cache.store import PageStore, SingleFlight
from blog.web.cache.version_watch import Version

ONE, TWO = Version(1, 10), Version(2, 20)


def page(size: int = 100) -> CacheEntry:
    return make_entry(b"x" * size, [("Content-Type", "text/html"), ("X-Request-ID", "1")])


def small_store() -> PageStore:
    """Return a store for two small pages."""
    store = PageStore(2 * page().size)
    store.get("any", ONE)
    return store


def test_the_page_that_was_used_least_lately_goes_first() -> None:
    store = small_store()
    for key in ("a", "b"):
        store.put(key, ONE, page())
    store.get("a", ONE)

    store.put("c", ONE, page())

    assert [store.get(key, ONE) is not None for key in "abc"] == [True, False, True]
    assert (store.figures.entries, store.figures.bytes_held) == (2, 2 * page().size)


def test_another_version_empties_the_store() -> None:
    store = small_store()
    store.put("a", ONE, page())

    assert store.get("a", TWO) is None
    assert (store.figures.entries, store.figures.bytes_held) == (0, 0)
    assert store.get("a", ONE) is None


def test_a_page_of_an_older_version_comes_too_late() -> None:
    store = small_store()
    store.get("a", TWO)

    store.put("a", ONE, page())

    assert store.get("a", TWO) is None


def test_a_page_larger_than_the_store_is_not_kept() -> None:
    store = small_store()

    store.put("a", ONE, CacheEntry({}, None, 3 * OVERHEAD_BYTES))

    assert store.figures.entries == 0


def test_the_same_page_is_counted_once() -> None:
    store = small_store()
    for _ in range(3):
        store.put("a", ONE, page())

    assert (store.figures.entries, store.figures.bytes_held) == (1, page().size)


def test_a_page_is_made_anew_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    store = small_store()
    store.put("a", ONE, page())

    monkeypatch.setattr(entries, "MAX_AGE_SECONDS", -1)

    assert store.get("a", ONE) is None
    assert store.figures.entries == 0


def test_a_tiny_page_has_one_form_and_nobody_s_headers() -> None:
    entry = page(100)

    assert list(entry.representations) == [""]
    assert "X-Request-ID" not in dict(entry.representations[""].headers)
    assert entry.representation(("br", "gzip")) is entry.representations[""]


def test_a_page_is_kept_packed_and_comes_out_as_it_went_in() -> None:
    entry = page(5000)

    assert entry.size < 5000 < entry.size + 5000
    assert entry.body(entry.representations[""]) == b"x" * 5000
    assert dict(entry.representations[""].headers)["Content-Length"] == "5000"


def test_who_takes_off_first_makes_the_page() -> None:
    single_flight = SingleFlight()

    first = single_flight.acquire("a")
    single_flight.release("a")
    again = single_flight.acquire("a")

    assert (first, again) == (True, True)
