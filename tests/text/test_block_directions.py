"""The direction of each block: what HTML's dir="auto" would give, in any nesting, and nothing where nothing differs."""

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.block_directions import BLOCKS, first_direction, orient_blocks
from blog.text.markdown import render

ARABIC = render(
    "# خبر\n\nApple تعلن\n\nقالت الشركة\n\n- أول\n- two\n\n> Quoted\n\n```\nx = 1\n```\n\n| أ | b |\n|--|--|\n| 1 | ت |"
).html


def blocks(html: str) -> dict[str, str]:
    """Return the direction of each block that says one, by the start of its words."""
    return {words: direction for direction, words in re.findall(r'dir="(\w+)">(?:\s|<[^>]*>)*([^<\s]+)', html)}


def test_each_block_of_an_arabic_article_has_its_own_direction() -> None:
    assert blocks(orient_blocks(ARABIC, "rtl")) == {
        "Apple": "ltr",
        "two": "ltr",
        "Quoted": "ltr",
        "x": "ltr",
        "b": "ltr",
    }


def test_arabic_within_english_is_named_down_to_lists_and_tables() -> None:
    shown = orient_blocks(ARABIC, "ltr")

    assert blocks(shown) == {"خبر": "rtl", "قالت": "rtl", "أول": "rtl", "two": "ltr", "أ": "rtl", "b": "ltr"}
    assert '<ul dir="rtl">' in shown
    assert '<table dir="rtl">' in shown


def test_a_body_that_runs_one_way_stays_as_it_is() -> None:
    html = render("# News\n\nTea & *words* `x`.\n\n1. One\n\n> Two").html

    assert orient_blocks(html, "ltr") is html
    assert orient_blocks(render("خبر\n\n- ثاني 12").html, "rtl").count("dir=") == 0


WORDS = st.sampled_from(["tea", "خبر", "12", "«", "שלום", "&amp;", "كلمة tea", "tea كلمة", "<em>אב</em>", "<br>"])
INLINE = st.lists(WORDS, max_size=3).map(" ".join)
TREES = st.recursive(
    st.builds("<p>{}</p>".format, INLINE),
    lambda inner: (
        st.builds("<{0}><li>{1}{2}</li><li>{3}</li></{0}>".format, st.sampled_from(["ul", "ol"]), INLINE, inner, INLINE)
        | st.builds('<blockquote>{}<div class="x">{}</div></blockquote>'.format, inner, inner)
    ),
    max_leaves=5,
)


class Directions(HTMLParser):
    """Collects of each block its words, and the direction that it has by its own dir or from outside."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.stack: list[list[str]] = [["", base]]
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.stack.append(["", dict(attrs).get("dir") or self.stack[-1][1]])

    def handle_data(self, data: str) -> None:
        for entry in self.stack:
            entry[0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            words, direction = self.stack.pop()
            self.found.append((words, direction, self.stack[-1][1]))


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, max_size=4).map("".join), st.sampled_from(["ltr", "rtl"]))
def test_the_first_letter_decides_for_every_block(html: str, base: str) -> None:
    read = Directions(base)
    read.feed(orient_blocks(html, base))

    for words, direction, outer in read.found:
        assert direction == (first_direction(words) or outer)
