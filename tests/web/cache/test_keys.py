"""Which requests share a page: by path, known parameters and preferences; never those of a person."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from blog.text.cleaning import is_tracking_parameter
from blog.web.cache.cacheable import cache_policy_of
from blog.web.cache.keys import CacheKeys, names_in, preferences_in
from blog.web.cache.middleware import PageCache
from tests.databases import on_sqlite
from tests.factories import make_draft, make_person, sign_in
from tests.web.cache.test_middleware import PAGE, figures, put_tea


def test_choices_of_the_reader_make_pages_of_their_own(cached: Flask, cache: PageCache) -> None:
    put_tea()
    reader = cached.test_client(use_cookies=False)
    reader.get(PAGE)

    def ask(cookie: str) -> str:
        return reader.get(PAGE, headers={"Cookie": cookie}).text

    assert 'data-theme="dark"' in ask('theme="dark"')
    assert 'data-theme="dark"' in ask("theme=dark; a=b")
    assert 'data-text-size="4"' in ask("text-size=4; text-size=2")
    assert "stay-informed__form" not in ask("stay-informed=away")
    assert 'data-theme="auto"' in ask("theme=pink; visits=17")
    assert figures(cache) == (2, 4)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/?visit=x", {}),
        ("/?utm_source=x&visit=x", {}),
        (f"{PAGE}?before=1-1", {}),
        ("/search?q=tea", {}),
        ("/subscribe", {}),
        ("/login", {}),
        ("/articles/none", {}),
        ("/?before=nonsense", {}),
        ("/healthz", {}),
        ("/robots.txt", {"Host": "evil.example.com"}),
        (PAGE, {"Authorization": "Bearer x"}),
        (PAGE, {"Cookie": "__Host-session=abc"}),
        (PAGE, {"Cookie": "a=b; remember_token=abc"}),
        ("/articles/%ff", {}),
    ],
)
def test_what_must_not_be_kept_never_is(cached: Flask, cache: PageCache, path: str, headers: dict[str, str]) -> None:
    put_tea()
    reader = cached.test_client(use_cookies=False)

    answers = [reader.get(path, headers=headers) for _ in range(2)]

    assert (cache.pages.figures.hits, len(cache.pages.pages)) == (0, 0)
    assert len({answer.status_code for answer in answers}) == 1


def test_a_known_parameter_makes_a_page_of_its_own(reader: FlaskClient, cache: PageCache) -> None:
    put_tea()

    pages = [reader.get(path) for path in ("/", "/?before=1-1", "/", "/?before=1-1")]

    assert figures(cache) == (2, 2)
    assert pages[1].data == pages[3].data != pages[0].data


TAGS = ("utm_source=x", "fbclid=IwAR0", "gclid=a&utm_campaign=b", "UTM_Medium=", "_ga=1.2", "mc_eid=ab12")


@pytest.mark.parametrize("tags", TAGS)
def test_tracking_parameters_share_the_page_and_leave_nothing_on_it(
    reader: FlaskClient, cache: PageCache, tags: str
) -> None:
    put_tea()

    tagged, plain = reader.get(f"{PAGE}?{tags}"), reader.get(PAGE)

    assert figures(cache) == (1, 1)
    assert tagged.data == plain.data


def test_what_a_page_depends_on_stays_beside_tracking_parameters(reader: FlaskClient, cache: PageCache) -> None:
    put_tea()

    pages = [reader.get(f"/?{query}") for query in ("before=1-1", "utm_source=x&before=1-1&fbclid=y")]

    assert figures(cache) == (1, 1)
    assert pages[0].data == pages[1].data != reader.get("/?utm_source=x").data


@on_sqlite
def test_no_page_reads_a_parameter_that_is_dropped(app: Flask) -> None:
    policies = filter(None, map(cache_policy_of, app.view_functions.values()))

    assert {name for policy in policies for name in policy.parameters if is_tracking_parameter(name)} == set()


def test_a_host_that_is_not_ours_gets_nothing_from_memory(reader: FlaskClient, cache: PageCache) -> None:
    put_tea()
    reader.get(PAGE)

    assert reader.get(PAGE, base_url="https://evil.example.com").status_code == 400
    assert figures(cache)[0] == 0


def test_a_signed_in_person_never_sees_or_leaves_a_kept_page(reader: FlaskClient, cache: PageCache) -> None:
    put_tea()
    reader.get(PAGE)
    sign_in(reader, make_person())

    answer = reader.get(PAGE)

    assert answer.headers["Cache-Control"] == "no-store"
    assert figures(cache) == (0, 1)


def test_a_preview_is_not_kept(reader: FlaskClient, cache: PageCache) -> None:
    author = make_person()
    draft = make_draft("Coffee", author=author, slug="coffee")
    sign_in(reader, author)

    reader.get(f"/desk/articles/{draft.id}/preview")

    assert len(cache.pages.pages) == 0
    assert reader.get("/articles/coffee").status_code == 404


@on_sqlite
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_has_a_key(app: Flask, method: str) -> None:
    environ = EnvironBuilder(PAGE, method=method).get_environ()

    assert CacheKeys(app).read(environ) is None


@pytest.mark.parametrize(
    ("header", "is_default"),
    [
        ("", True),
        ("visits=17", True),
        ("theme=pink", True),
        ("theme=auto", True),
        ("theme=dark", False),
        ("language=de", False),
        ("language=tlh", True),
    ],
)
def test_only_known_choices_make_a_key_of_their_own(header: str, is_default: bool) -> None:
    assert (preferences_in(header, ("en", "de")) == "") == is_default


def test_a_parameter_without_a_value_counts_too() -> None:
    assert names_in("a=1&b&c=&a=2") == {"a", "b", "c"}
