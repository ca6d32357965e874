"""What this blog adds to CommonMark."""

import pytest
from markdown_it import MarkdownIt

from blog.text.markdown.components.figures import InlinePicture
from blog.text.markdown.syntax_rules import add_rules, is_allowed_link, show_address

PICTURE = InlinePicture("k", 800, 600, (800,))


def html_of(text: str) -> str:
    parser = add_rules(MarkdownIt("commonmark", {"html": False}).enable("table"))
    return str(parser.render(text, {"pictures": {"k": PICTURE}}))


@pytest.mark.parametrize(
    "address",
    [
        "https://e.org",
        "HTTP://e.org",
        "mailto:a@e.org",
        "tel:+4930",
        "picture:k",
        "/about",
        "#x",
        "?q=1",
        "page",
        "a/b",
        "Berlin_(name)",
        "",
    ],
)
def test_links_of_the_web_mail_telephone_and_this_site_are_allowed(address: str) -> None:
    assert is_allowed_link(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "data:x", "//e.org", "/\\e.org", "ftp://e.org", "vbscript:x", "a:b", "a(b):c", "a@b.org"],
)
def test_other_links_are_not(address: str) -> None:
    assert not is_allowed_link(address)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n\n## b", "23"),
        ("### a\n\n# b", "22"),
        ("# a\n\n#### b\n\n###### c", "234"),
        ("# a\n\n## b\n\n# c", "232"),
    ],
)
def test_headings_begin_at_two_and_skip_none(text: str, levels: str) -> None:
    html = html_of(text)

    assert [html[at + 2] for at in range(len(html)) if html.startswith("<h", at)] == list(levels)


@pytest.mark.parametrize(
    ("text", "words"),
    [("a -- b", "a – b"), ("a --- b", "a — b"), ("a...", "a…"), ("a ---- b", "a ---- b"), ("`--`", "<code>--</code>")],
)
def test_dashes_and_dots_are_typographic_outside_code(text: str, words: str) -> None:
    assert html_of(text) == f"<p>{words}</p>\n"


def test_only_links_that_leave_are_marked() -> None:
    assert 'rel="noopener external"' in html_of("[a](https://e.org)")
    assert "rel=" not in html_of("[a](/b)")


def test_a_task_is_a_sign() -> None:
    assert '<li class="task">☐ a</li>' in html_of("- [ ] a")
    assert '<li class="task">☑ a</li>' in html_of("- [x] a")


def test_a_table_scrolls_in_a_box_named_by_its_heads() -> None:
    html = html_of("| a | `b` |\n|--|:-:|\n| c | d |")

    assert html.startswith('<div class="table-scroll" tabindex="0" role="region" aria-label="a, b">')
    assert '<td class="align-center">d</td>' in html


def test_pictures_alone_are_figures_and_amid_words_are_not() -> None:
    assert html_of('![a](picture:k "b")').startswith('<figure class="figure"><picture>')
    assert html_of("![a](picture:k)\n![b](picture:k)").count("<figure") == 2
    assert "<figure" not in html_of("c ![a](picture:k)")


def test_notes_lead_there_and_back() -> None:
    html = html_of("a[^x] b[^x]\n\n[^x]: c")

    for use in ("1", "2"):
        assert f'href="#note-1" id="note-from-1-{use}"' in html
        assert f'href="#note-from-1-{use}"' in html


def test_code_is_escaped_and_keeps_its_language() -> None:
    html = html_of("```c++\n<b>\n```")

    assert html == '<pre tabindex="0"><code class="language-c++">&lt;b&gt;\n</code></pre>\n'


def test_an_alternative_text_is_words_without_marks_on_one_line() -> None:
    assert html_of("![the *red*\n[boat](/x) ![and](u) `more`](/y)") == "<p>the red boat and more</p>\n"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://e.org/%D0%9A%D0%B8%D1%97%D0%B2", "https://e.org/Київ"),
        ("https://xn--e1aybc.org/a", "https://тест.org/a"),
        ("https://e.org/%20b", "https://e.org/%20b"),
        ("https://e.org/%3Cb%22", "https://e.org/%3Cb%22"),
        ("https://e.org/%E2%80%AEgpj.exe", "https://e.org/%E2%80%AEgpj.exe"),
        ("https://e.org/%C2%A0", "https://e.org/%C2%A0"),
        ("https://e.org/%FF", "https://e.org/%FF"),
        ("https://e.org/100%", "https://e.org/100%"),
    ],
)
def test_an_address_shows_letters_and_keeps_what_could_deceive_encoded(address: str, shown: str) -> None:
    assert show_address(address) == shown
