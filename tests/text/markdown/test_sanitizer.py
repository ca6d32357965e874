"""Nothing passes that is not named."""

import pytest

from blog.text.markdown.sanitizer import ATTRIBUTES, CLASSES, TAGS, sanitize


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "form", "input", "svg", "object", "h1", "dialog", "b"])
def test_a_tag_that_is_not_named_goes(tag: str) -> None:
    assert f"<{tag}" not in sanitize(f"<{tag}>x</{tag}>y")


@pytest.mark.parametrize(
    "tag", sorted(TAGS - {"br", "hr", "img", "source", "table", "tbody", "td", "th", "thead", "tr"})
)
def test_a_named_tag_stays_without_what_runs(tag: str) -> None:
    assert sanitize(f'<{tag} onclick="x" style="y" data-x="z">w</{tag}>') == f"<{tag}>w</{tag}>"


@pytest.mark.parametrize("tag", sorted(set(CLASSES) - {"td", "th"}))
def test_only_known_classes_stay(tag: str) -> None:
    for known in CLASSES[tag]:
        assert f'<{tag} class="{known}">' in sanitize(f'<{tag} class="{known} button">x</{tag}>')
    assert "class" not in sanitize(f'<{tag} class="button">x</{tag}>')


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://e.org", True), ("mailto:a@e.org", True), ("tel:+49301", True), ("/about", True), ("#x", True),
        ("javascript:x", False), ("data:text/html,x", False), ("ftp://e.org", False), (" java\nscript:x", False),
    ],
)  # fmt: skip
def test_links_have_known_schemes(address: str, is_kept: bool) -> None:
    assert ("href" in sanitize(f'<a href="{address}">x</a>')) is is_kept


@pytest.mark.parametrize(
    ("source", "is_kept"),
    [
        ("/media/k/400.jpg", True), ("/media/k/400.svg", False), ("https://e.org/media/k/400.jpg", False),
        ("//e.org/media/k/400.jpg", False), ("/media/../k/400.jpg", False),
    ],
)  # fmt: skip
def test_only_our_own_pictures_are_loaded(source: str, is_kept: bool) -> None:
    assert (f'src="{source}"' in sanitize(f'<img src="{source}">')) is is_kept
    assert (f'srcset="{source} 400w"' in sanitize(f'<img srcset="{source} 400w">')) is is_kept


def test_ids_are_those_of_notes_alone() -> None:
    assert 'id="note-1"' in sanitize('<li id="note-1">x</li>')
    assert "id=" not in sanitize('<li id="content">x</li>')


def test_code_may_name_its_language_and_nothing_else() -> None:
    assert sanitize('<code class="language-c++ x">a</code>') == '<code class="language-c++">a</code>'


def test_what_is_clean_stays_as_it_is() -> None:
    html = '<p>a <em>b</em> <a href="https://e.org" rel="noopener external">c</a></p>'

    assert sanitize(html) == html
    assert sanitize(sanitize(html)) == html


def test_no_attribute_that_runs_is_named() -> None:
    assert not [name for names in ATTRIBUTES.values() for name in names if name.startswith("on") or name == "style"]
