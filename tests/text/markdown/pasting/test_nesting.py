"""Links and marks around blocks come to stand inside of them."""

import pytest

from blog.text.markdown.pasting.html_to_markdown import to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<a href='https://e.org'><p>a</p><p>b <i>c</i></p></a>", "[a](https://e.org)\n\n[b *c*](https://e.org)"),
        ("<b><p>a</p></b>", "**a**"),
        ("<b><i><div>a<p>b</p></div></i></b>", "***a***\n\n***b***"),
        ("<a href='https://e.org'><ul><li>a</ul></a>", "- [a](https://e.org)"),
        ("<span style='font-style:italic'><p>a</p></span>", "*a*"),
        ("<b style='font-weight:normal'><p>a</p></b>", "a"),
        ("<a href='https://e.org'><pre>a</pre></a>", "```\na\n```"),
        ("<a href='https://e.org'><p> </p></a>b", "b"),
        ("<p><a href='https://e.org'>a</a></p>", "[a](https://e.org)"),
    ],
)
def test_what_is_around_a_block_holds_for_its_words(html: str, markdown: str) -> None:
    assert to_markdown(html).markdown == markdown
