"""What a body becomes in a mail: nothing that mail programs do not know, and every word of it."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask import Flask

from blog.delivery.composing.mail_html.writer import MailHtmlWriter
from blog.text.markdown import InlinePicture, render
from blog.web.addresses.links import Links

PICTURES = {key: InlinePicture(key, 1600, 1000, (480, 960, 1600), ("avif", "jpg"), "AP") for key in ("quay", "hall")}
LINKS = Links("https://news.example.org", "secret")
ADDRESS = "https://news.example.org/articles/one"
KNOWN = {
    "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "img", "li", "ol", "p", "pre", "s",
    "span", "strong", "sup", "table", "td", "th", "tr", "ul",
}  # fmt: skip


@pytest.fixture
def rewrite(sqlite_app: Flask) -> Callable[..., str]:
    def write(markdown: str, direction: str = "ltr") -> str:
        with sqlite_app.app_context():
            return MailHtmlWriter(ADDRESS, LINKS, direction).write(render(markdown, PICTURES).html).strip()

    return write


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


EVERYTHING = """One *two* **three** ~~four~~ `five`[^1] [six](/articles/six) [seven](#x)

## Eight

![Nine](picture:quay "Ten")

> [!pull] Eleven.
> -- Twelve

| Thirteen | 14 |
|---|---:|
| a | b |

::: gallery strip
![G](picture:quay "Fifteen")
![H](picture:hall)

Sixteen
:::

::: comparison
![G](picture:quay)
![H](picture:hall)
:::

::: information
Seventeen
:::

::: questions
### Eighteen?

Nineteen
:::

https://www.youtube.com/watch?v=dQw4w9WgXcQ

[Twenty](https://example.org/20){.button}

- [x] Done

```
x < y
```

---

[^1]: Note.
"""


def test_a_mail_holds_what_mail_programs_know_and_nothing_that_plays_or_leads_nowhere(
    rewrite: Callable[..., str],
) -> None:
    html = rewrite(EVERYTHING)
    tags = Tags()
    tags.feed(html)

    assert tags.found <= KNOWN
    assert not tags.attributes & {"srcset", "sizes", "loading", "data-player", "id", "tabindex", "rel", "title"}
    assert not re.search(r'(?:href|src)="(?!https?://)', html)
    assert ".avif" not in html


def test_no_word_is_lost(rewrite: Callable[..., str]) -> None:
    words = re.sub("<[^>]+>", " ", rewrite(EVERYTHING))

    named = "One two three four five six seven Eight Ten Eleven Twelve Thirteen Fifteen Sixteen Seventeen Eighteen"
    for word in [*named.split(), "Nineteen", "Twenty", "Note", "AP", "youtube.com", "x &lt; y"]:
        assert word in words


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A & B <script>", '<p class="t-p">A &amp; B &lt;script&gt;</p>'),
        ("[x](/a?b=1&c=2)", '<p class="t-p"><a href="https://news.example.org/a?b=1&amp;c=2">x</a></p>'),
        ("[x](mailto:a@example.org)", '<p class="t-p"><a href="mailto:a@example.org">x</a></p>'),
        ('[x](https://e.org/"onclick=1)', '<p class="t-p"><a href="https://e.org/%22onclick=1">x</a></p>'),
        ("5. a\n6. b", '<ol class="t-list" start="5">\n<li class="t-li">a</li>\n<li class="t-li">b</li>\n</ol>'),
    ],
)
def test_text_and_addresses_are_escaped(rewrite: Callable[..., str], markdown: str, html: str) -> None:
    assert rewrite(markdown) == html


def test_marks_of_footnotes_are_numbers_and_the_notes_stand_at_the_end(rewrite: Callable[..., str]) -> None:
    html = rewrite("Dear[^1]\n\n[^1]: Net.")

    assert "<sup>1</sup>" in html
    assert html.index("Notes") < html.index("Net.")
    assert "href" not in html


def test_a_block_against_the_direction_of_the_text_says_so(rewrite: Callable[..., str]) -> None:
    assert rewrite("مرحبا\n\nHello", "rtl") == '<p class="t-p">مرحبا</p>\n<p class="t-p" dir="ltr">Hello</p>'


def test_alignment_of_cells_is_an_attribute_which_outlook_knows(rewrite: Callable[..., str]) -> None:
    assert '<td class="t-td" align="right" valign="top">1</td>' in rewrite("| A |\n|--:|\n| 1 |")
