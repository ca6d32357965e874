"""What is kept of public pages says what a page made whole would say, and nothing of one page or person is kept."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, UndefinedError, meta

from blog.web.cache.fragment_cache import MAX_FRAGMENTS, SITE_VALUES
from blog.web.cache.reader_preferences import ReaderPreferences
from blog.web.cache.site_values import VERSION
from tests.databases import on_sqlite
from tests.factories import make_article, make_topic
from tests.settings import change_settings

TEMPLATES = Path(__file__).parents[3] / "blog" / "templates"
SITE = {
    "site": None,
    "site_name": "News",
    "site_tagline": "",
    "postal_address": "",
    "base_url": "",
    "language": "en",
    "direction": "ltr",
}
SCRIPT = "\"'><script>alert(1)</script>"
PATHS = ("/", "/articles/tea", "/topics/", "/topics/grants", "/archive/2026/5", "/search?q=%3Cb%3E", "/nowhere/%22%3E")
COOKIES = ({}, {"text-size": "5", "theme": "dark"}, {"face": "sans", "contrast": "high"}, {"stay-informed": "away"})
FACTS = re.compile(r'<script type="application/ld\+json">.*?</script>')
"""JSON, which escapes in its own way."""
PARTS = {
    "plain.html": "{{ next_number() }}{{ site_name }}{{ choices.size }}",
    "keyed.html": "{{ next_number() }}{{ word }}",
    "page.html": "<a title='{{ back }}'>{{ back }}#end</a>{{ next_number() }}",
    "filtered.html": "{{ back|upper }}",
    "tested.html": "{% if back %}yes{% endif %}",
    "nosy.html": "{{ secret }}",
}


@pytest.fixture(autouse=True)
def forget(app: Flask) -> None:
    app.extensions.pop("per_version", None)


@pytest.fixture
def environment(app: Flask) -> Environment:
    made = app.jinja_env.overlay(loader=DictLoader(PARTS))
    made.globals = {**app.jinja_env.globals, "next_number": count(1).__next__}
    return made


def show(app: Flask, environment: Environment, source: str, version: object = 7, **values: Any) -> str:
    with app.test_request_context(environ_base={VERSION: version} if version else None):
        return environment.from_string(source).render({**SITE, "choices": ReaderPreferences(), **values})


def read_page(app: Flask, path: str, version: object = None, cookies: dict[str, str] | None = None) -> str:
    header = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    environ = {"HTTP_COOKIE": header} | ({VERSION: version} if version else {})
    page = app.test_client().get(path, environ_overrides=environ).get_data(as_text=True)
    return re.sub(r'name="stamp" value="[^"]+"|Number of this request: \S+', "", page)


@pytest.mark.parametrize("cookies", COOKIES)
def test_a_page_of_kept_parts_is_the_page_made_whole(app: Flask, cookies: dict[str, str]) -> None:
    make_article("Tea", slug="tea", topics=[make_topic("Grants", slug="grants")])
    whole = [read_page(app, path, cookies=cookies) for path in PATHS]

    for path in (*PATHS, *PATHS):
        for others in COOKIES:
            read_page(app, path, 7, others)

    assert [read_page(app, path, 7, cookies) for path in PATHS] == whole
    assert len(set(whole)) == len(PATHS)


@on_sqlite
def test_the_mark_of_the_present_page_is_on_that_page_alone(app: Flask) -> None:
    make_article("Tea", slug="tea", topics=[make_topic("Grants", slug="grants")])

    marked = {path: re.findall(r'href="([^"]+)"\s+aria-current', read_page(app, path, 7)) for path in PATHS[:5]}

    assert marked == {
        "/": [],
        "/articles/tea": [],
        "/topics/": ["/topics/"],
        "/topics/grants": ["/topics/grants"],
        "/archive/2026/5": ["/archive/"],
    }


@on_sqlite
@pytest.mark.parametrize("setting", ["site_name", "site_tagline"])
def test_a_hostile_name_is_escaped_once_and_another_name_is_shown_at_once(app: Flask, setting: str) -> None:
    change_settings(app, **{setting: "Zebra"})
    before = FACTS.sub("", read_page(app, "/", 7))
    change_settings(app, **{setting: SCRIPT})

    pages = {read_page(app, "/", 7) for _ in range(2)} | {read_page(app, "/")}

    assert len(pages) == 1
    (page,) = pages
    assert "<script>alert" not in page
    assert FACTS.sub("", page).count("&lt;script&gt;alert(1)&lt;/script&gt;") == before.count("Zebra") > 0
    assert "&amp;lt;" not in page


@on_sqlite
def test_a_fragment_is_rendered_once_for_each_version_and_what_it_depends_on(
    app: Flask, environment: Environment
) -> None:
    def ask(version: object = 7, **values: Any) -> str:
        return show(app, environment, "{{ fragment('plain.html') }}", version, **values)

    assert [ask(), ask()] == ["1News2", "1News2"]
    assert ask(choices=ReaderPreferences(size=4)) == "2News4"
    assert ask(site_name="Post") == "3Post2"
    assert ask(language="de") == "4News2"
    assert ask() == "1News2"
    assert ask(8) == "5News2"


@on_sqlite
def test_without_a_known_version_it_is_rendered_each_time(app: Flask, environment: Environment) -> None:
    said = [show(app, environment, "{{ fragment('plain.html') }}", version) for version in (None, None, 7, None)]

    assert said == ["1News2", "2News2", "3News2", "4News2"]


@on_sqlite
def test_while_templates_are_worked_on_it_is_rendered_each_time(app: Flask, environment: Environment) -> None:
    environment.auto_reload = True

    assert [show(app, environment, "{{ fragment('plain.html') }}") for _ in range(2)] == ["1News2", "2News2"]


@on_sqlite
def test_each_key_has_a_text_of_its_own(app: Flask, environment: Environment) -> None:
    words = ["<a>", "b", "<a>"]

    said = [show(app, environment, "{{ fragment('keyed.html', {'word': word}) }}", word=word) for word in words]

    assert said == ["1&lt;a&gt;", "2b", "1&lt;a&gt;"]


@on_sqlite
def test_what_differs_from_page_to_page_is_put_in_each_time_and_escaped(app: Flask, environment: Environment) -> None:
    source = "{{ fragment('page.html', back=back) }}"

    said = [show(app, environment, source, back=back) for back in ("/a", "/'><b>", "/c")]

    assert said == [
        "<a title='/a'>/a#end</a>1",
        "<a title='/&#39;&gt;&lt;b&gt;'>/&#39;&gt;&lt;b&gt;#end</a>1",
        "<a title='/c'>/c#end</a>1",
    ]


@on_sqlite
@pytest.mark.parametrize("part", ["filtered", "tested"])
def test_a_fragment_may_only_print_what_differs(app: Flask, environment: Environment, part: str) -> None:
    with pytest.raises(TypeError, match="only print back"):
        show(app, environment, f"{{{{ fragment('{part}.html', back='/') }}}}")


@on_sqlite
def test_a_fragment_sees_nothing_of_the_page_around_it(app: Flask, environment: Environment) -> None:
    assert show(app, environment, "{{ fragment('nosy.html') }}", secret="token") == ""


@on_sqlite
def test_a_process_keeps_a_limited_number(app: Flask, environment: Environment) -> None:
    source = "{% for word in words %}{{ fragment('keyed.html', {'word': word}) }}{% endfor %}"

    show(app, environment, source, words=range(3 * MAX_FRAGMENTS))

    assert len(app.extensions["per_version"]["fragments"][1]) <= MAX_FRAGMENTS


def fragments() -> Iterator[tuple[str, set[str]]]:
    """Yield the name of each fragment and of what it is handed."""
    for path in TEMPLATES.rglob("*.html"):
        for name, rest in re.findall(r'fragment\("([^"]+)"(.*?)\) }}', path.read_text("utf-8")):
            yield (
                name.removeprefix("broadsheet/"),
                set(re.findall(r'"(\w+)": ', rest)) | set(re.findall(r"(\w+)=(?!=)", rest)),
            )


def names_in(environment: Environment, template: str) -> set[str]:
    """Return the names that *template* and what it includes look up."""
    tree = environment.parse((TEMPLATES / template).read_text("utf-8"))
    names = meta.find_undeclared_variables(tree)
    for part in meta.find_referenced_templates(tree):
        names |= names_in(environment, str(part))
    return names


@on_sqlite
def test_no_fragment_asks_for_anything_of_a_request_or_a_person(app: Flask) -> None:
    allowed = {*SITE_VALUES, "_", "gettext", "url_for", "asset_url", "prefix"}
    found = list(fragments())

    assert len(found) == 10
    assert all(name.endswith(".html") for name, _ in found), "nothing else is escaped"
    assert {name: names_in(app.jinja_env, name) - allowed - given for name, given in found} == {
        name: set() for name, _ in found
    }


def test_what_no_reader_chooses_is_kept_once_for_all_and_sees_no_choice(app: Flask, environment: Environment) -> None:
    large, usual = ReaderPreferences(size=5), ReaderPreferences()
    source = "{{ shared_fragment('keyed.html', {'word': word}) }}"

    said = [show(app, environment, source, choices=choices, word="tea") for choices in (usual, large)]
    other = show(app, environment, source, word="<b>")

    assert said == ["1tea", "1tea"]
    assert other == "2&lt;b&gt;"
    with pytest.raises(UndefinedError):
        show(app, environment, "{{ shared_fragment('plain.html') }}")
