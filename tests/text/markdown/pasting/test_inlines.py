"""Marks of pasted words become Markdown's, opened once and closed in order."""

import pytest

from blog.text.markdown.pasting.html_tree import read_tree
from blog.text.markdown.pasting.inline_runs import STRONG
from blog.text.markdown.pasting.inlines import write_inline


def written(html: str, *excluded: str) -> str:
    return write_inline(read_tree(html).children, frozenset(excluded))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>a</b> <strong>b</strong>", "**a b**"),
        ("<b>a</b><strong>b</strong>", "**ab**"),
        ("<b>a <i>b</i></b> c", "**a *b*** c"),
        ("<b> a </b>b", "**a** b"),
        ("<cite>a</cite> x <dfn>b</dfn>", "*a* x *b*"),
        ("<s>a</s> x <strike>b</strike>", "~~a~~ x ~~b~~"),
        ("<span style='font-weight:700'>a</span>", "**a**"),
        ("<b style='font-weight:normal'>a</b>", "a"),
        ("<span style='font-style:italic'>a</span>", "*a*"),
        ("<b></b>a<i> </i>b", "a b"),
        ("<code>a*b</code>", "`a*b`"),
        ("a <br> b", "a\nb"),
        ("a \n\t b\u00a0 c", "a b c"),
        ("<span hidden>a</span>b", "b"),
        ("a <q>b <i>c</i></q>.", 'a "b *c*".'),
        ("<code>a</code><kbd>b</kbd> <code>c<b>d</b></code>", "`ab` `c`**`d`**"),
        ("<b>a</b><br> <br><b>b</b>", "**a**\n\n**b**"),
        ("<b>a<i>b<br><br>c</i></b>", "**a*b***\n\n***c***"),
    ],
)
def test_tags_and_styles_become_marks(html: str, expected: str) -> None:
    assert written(html) == expected


def test_excluded_marks_are_not_written() -> None:
    assert written("<b>a <i>b</i></b>", STRONG) == "a *b*"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='https://e.org/'>a</a>", "[a](https://e.org/)"),
        ("x<a href='https://e.org/'> a </a>y", "x [a](https://e.org/) y"),
        ("<a href='javascript:x'>a</a>", "a"),
        ("<a href='https://e.org/'><b>a</b></a>", "[**a**](https://e.org/)"),
        ("<a href='https://e.org/'> </a>a", "a"),
    ],
)
def test_links_keep_safe_addresses_and_spaces_stand_outside(html: str, expected: str) -> None:
    assert written(html) == expected
