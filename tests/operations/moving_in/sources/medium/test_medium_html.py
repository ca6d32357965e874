"""Texts of Medium lose what repeats the title, and nothing else."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.sources.medium.medium_html import clean_medium_html, read_page
from tests.timing import do_within

FRAME = """<article class="h-entry"><header><h1 class="p-name">{title}</h1></header>
<section data-field="subtitle" class="p-summary">Cut off…</section>
<section data-field="body" class="e-content">
<section name="a" class="section">
<div class="section-divider"><hr class="section-divider"></div>
<div class="section-content">{body}</div></section>
</section>
<footer><p>By <a href="https://medium.com/@ann" class="p-author h-card">Ann</a> on
<a href="https://medium.com/p/a1b2c3d4e5f6"><time class="dt-published" datetime="2018-08-11T09:00:00.000Z">x</time>
</a>.</p>
<p><a href="https://medium.com/@ann/a-title-a1b2c3d4e5f6" class="p-canonical">Canonical link</a></p>
<p>Tagged in <a class="p-tag" href="x">Sea &amp; Harbour</a></p></footer></article>"""
BODY = """<h3 class="graf graf--h3 graf--title">A title</h3><h4 class="graf graf--h4 graf--subtitle">All of it</h4>
<p class="graf graf--p"><span class="graf-dropCap">T</span>ext.</p><h3 class="graf graf--h3">A head</h3>
<figure class="graf graf--figure graf--layoutOutsetRow"><div>
<img src="https://cdn-images-1.medium.com/max/800/1*a.jpeg"></div></figure>
<figure class="graf graf--figure graf--layoutOutsetRowContinue">
<img src="https://cdn-images-1.medium.com/max/800/1*b.jpeg"></figure>
<pre class="graf graf--pre">one<br>two</pre><pre class="graf graf--pre">three</pre>
<div class="graf graf--mixtapeEmbed"><a href="https://a.example/x" class="markup--mixtapeEmbed-anchor">
<strong>T</strong><br><em>D</em>a.example</a>
<a href="https://a.example/x" class="mixtapeImage" style="background-image: url(y)"></a></div>
<div class="section-divider"><hr class="section-divider"></div><p class="graf graf--p">End.</p>
<figure class="graf--iframe"><script src="https://gist.github.com/ann/1.js"></script></figure>"""


def page(body: str = BODY, title: str = "A title") -> str:
    return FRAME.format(title=title, body=body)


def test_a_text_becomes_what_readers_saw() -> None:
    found = read_page(page())
    markdown = convert_html(clean_medium_html(found)).write(lambda picture: f"![]({picture.address[-8:]})")

    assert markdown == (
        "Text.\n\n## A head\n\n::: gallery\n![](1*a.jpeg)\n![](1*b.jpeg)\n:::\n\n```\none\ntwo\nthree\n```\n\n"
        "[T](https://a.example/x)\n> D a.example\n\n---\n\nEnd.\n\n[gist.github.com/ann/1](https://gist.github.com/ann/1)"
    )
    assert (found.subtitle, found.author, found.tags) == ("All of it", "Ann", ["Sea & Harbour"])
    assert (found.date, found.is_response) == ("2018-08-11T09:00:00.000Z", False)
    assert found.canonical == "https://medium.com/@ann/a-title-a1b2c3d4e5f6"


def test_a_response_is_known_by_its_own_words_as_title() -> None:
    assert read_page(page('<p class="graf graf--p">Well said, I think.</p>', "Well said…")).is_response
    assert not read_page(page('<p class="graf graf--p">Well said.</p>', "Another title")).is_response
    assert not read_page(page(f'<p class="graf graf--p">Well {"said " * 300}</p>', "Well said")).is_response


def test_a_heading_that_is_not_the_title_stays() -> None:
    assert "<h2>Other</h2>" in clean_medium_html(read_page(page('<h3 class="graf--title">Other</h3>')))


def test_words_between_pictures_are_no_part_of_a_gallery() -> None:
    first, more = (f'<figure class="graf graf--layoutOutsetRow{kind}"><img></figure>' for kind in ("", "Continue"))

    found = clean_medium_html(read_page(page(f'{first}<p class="graf">Between</p>{first}{more}')))

    assert f'{first}<p class="graf">Between</p><figure class="gallery">{first}{more}</figure>' in found
    assert found.count("gallery") == 1


TAGS = ("<a\th", "<a ", "<p\t", "<section ", "<time ", "<p graf ", "<h1 p-name ")
ELEMENTS = (
    "<h3>", "<a>", "<p graf>", "<h1 p-name>", "<pre>", "<figure>", "<h3>a</h4>", '<section data-field="subtitle">',
    '<section data-field="body">', "<div graf--mixtapeEmbed>", "<div graf--mixtapeEmbed><a>",
    "<blockquote graf><p graf>", "<figure graf--layoutOutsetRow>",
    "<figure graf--layoutOutsetRowContinue></figure>", "<strong>", "</section> ",
)  # fmt: skip


@pytest.mark.parametrize("piece", [*TAGS, *ELEMENTS])
def test_a_file_of_tags_or_elements_that_never_end_is_read_in_time(piece: str) -> None:
    filler = piece * (200_000 // len(piece))
    html = f'<section data-field="body">{filler}</section><footer>{filler}'

    do_within(2, lambda: clean_medium_html(read_page(html)))
