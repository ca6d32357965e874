"""What other programs write arrives in our Markdown with every word, or the report names what is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.conversion.word_check import find_missing, html_text, read_words
from blog.operations.moving_in.imported_items import PictureItem
from blog.text.markdown import render
from blog.text.markdown.pasting.escaping import escape

SITE = "https://old.example.org"


def write(picture: PictureItem) -> str:
    title = f' "{picture.caption}"' if picture.caption else ""
    return f"![{picture.alt}](picture:{picture.address.rsplit('/', 1)[-1].partition('.')[0]}{title})"


def convert(html: str) -> str:
    return convert_html(html, SITE).write(write)


def losses(html: str) -> list[tuple[str, str]]:
    return [(loss.kind.value, loss.detail) for loss in convert_html(html, SITE).losses]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>10<sup>6</sup> and <b>bold</b></p>", "10⁶ and **bold**"),
        ("<p><a href='/2013/x/?a=1#b'>own</a></p>", "[own](/2013/x/?a=1#b)"),
        ("<p><a href='http://www.old.example.org/y/'>own</a></p>", "[own](/y/)"),
        ("<p><a href='tel:+4930123'>call</a></p>", "[call](tel:+4930123)"),
        ("<p>one <img src='a.jpg' alt='A'> two</p>", "one\n\n![A](picture:a)\n\ntwo"),
        ("<figure><img src='a.jpg'><figcaption>By <b>X</b></figcaption></figure>", '![](picture:a "By X")'),
        ("<a href='/u/a.jpg'><img src='/u/a-300x200.jpg' alt='A'></a>", "![A](picture:a)"),
        ("<ul><li>x <img src='a.jpg'></li><li>y</li></ul>", "- x\n\n  ![](picture:a)\n- y"),
        ("<h2>Head<img src='a.jpg'></h2>", "## Head\n\n![](picture:a)"),
        ("<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>", "https://www.youtube.com/embed/dQw4w9WgXcQ"),
        ("<pre class='wp-block-verse'>a\nb</pre>", "a\\\nb"),
        ("<details><summary>Why?</summary><p>So.</p></details>", "::: questions\n### Why?\n\nSo.\n:::"),
        ("<div class='kg-callout-card'><div>Note</div></div>", "::: information\nNote\n:::"),
        ("<a class='kg-btn' href='https://a.example/'>Buy</a>", "[Buy](https://a.example/){.button}"),
        (
            "<figure class='wp-block-pullquote'><blockquote><p>Deep</p><cite>Ann</cite></blockquote></figure>",
            "> [!pull]\n> Deep\n>\n> -- Ann",
        ),
        (
            "<figure class='wp-block-gallery'><figure><img src='a.jpg'><figcaption>1</figcaption></figure>"
            "<figure><img src='b.jpg'></figure><figcaption>All</figcaption></figure>",
            '::: gallery\n![](picture:a "1")\n![](picture:b)\n\nAll\n:::',
        ),
        (
            "<figure class='kg-bookmark-card'><a href='https://a.example/'><div class='kg-bookmark-title'>T</div>"
            "<div>Words</div><img src='i.png'></a></figure>",
            "[T](https://a.example/)\n> Words",
        ),
    ],
)  # fmt: skip
def test_blocks_of_other_programs_become_ours(html: str, markdown: str) -> None:
    assert convert(html) == markdown


def test_pictures_amid_a_table_stand_below_it() -> None:
    rows = "<tr><th>a</th><th>b</th></tr><tr><td>1 <img src='a.jpg'></td><td>2</td></tr>"

    assert convert(f"<table>{rows}</table>") == "| a | b |\n| --- | --- |\n| 1  | 2 |\n\n![](picture:a)"


@pytest.mark.parametrize(
    ("html", "loss"),
    [
        ("<iframe src='https://maps.example/x'></iframe>", ("embed", "https://maps.example/x")),
        ("<audio src='https://a.example/x.mp3'></audio>", ("media", "https://a.example/x.mp3")),
        ("<p><a href='/files/report.pdf'>r</a></p>", ("media", f"{SITE}/files/report.pdf")),
        ("<script>alert(1)</script>", ("script", "<script>")),
        ("<p class='button-wrapper'><a href='/x'>Sign up</a></p>", ("widget", "Sign up")),
        ("<figure><img src='a.jpg'><figcaption><a href='https://p.example/'>P</a></figcaption></figure>",
         ("link", "https://p.example/")),
    ],
)  # fmt: skip
def test_what_is_lost_is_named(html: str, loss: tuple[str, str]) -> None:
    assert loss in losses(html)


WORDS = st.text("abc äé漢字*_#[]()<>&!|`~-.:1 ", max_size=20)
INLINE = st.sampled_from(["p", "em", "strong", "a href='/x'", "code", "s", "sup", "span"])
BLOCKS = st.sampled_from(["p", "h2", "blockquote", "li", "div", "td", "figcaption", "details", "pre"])
WRAPPED = {"li": "ul", "td": "table", "figcaption": "figure"}


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return HTML of nested blocks, marks and pictures."""
    made = []
    for _block in range(draw(st.integers(1, 5))):
        tag, mark = draw(BLOCKS), draw(INLINE)
        words = [draw(WORDS).replace("<", "&lt;").replace("&", "&amp;") for _part in range(3)]
        image = draw(st.sampled_from(["", "<img src='/u/q.jpg' alt='z'>"]))
        inner = f"<{tag}>{words[0]} <{mark}>{words[1]}</{mark.split()[0]}> {image}{words[2]}</{tag}>"
        made.append(f"<{WRAPPED[tag]}>{inner}</{WRAPPED[tag]}>" if tag in WRAPPED else inner)
    return "\n".join(made)


@settings(max_examples=150, deadline=None)
@given(bodies())
def test_no_word_is_lost(html: str) -> None:
    converted = convert_html(html, SITE)

    shown = html_text(render(converted.write(lambda picture: escape(picture.caption))).html)

    assert find_missing(converted.words, read_words(shown)) == []
