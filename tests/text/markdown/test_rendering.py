import gc
import html as entities
import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.markdown import MAX_LENGTH, InlinePicture, TooLong, find_picture_keys, render

KEY = "a" * 32
PICTURES = {KEY: InlinePicture(KEY, 1600, 1000, (400, 800, 1600), ("avif", "webp", "jpg"))}

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()


DANGEROUS = {"base", "embed", "form", "iframe", "input", "link", "meta", "object", "script", "style", "svg", "textarea"}


class Witness(HTMLParser):
    """Notes whatever a browser would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in DANGEROUS:
            self.faults.append(tag)
        self.faults += [f"{tag} {name}" for name, _value in attrs if name.startswith("on") or name == "style"]
        for name, value in attrs:
            if name in {"href", "src", "srcset"} and not re.match(r"https?:|mailto:|/(?!/)|#|[\w.-]+$", value or ""):
                self.faults.append(f"{name}={value}")
            if name in {"src", "srcset"} and not (value or "").startswith("/media/"):
                self.faults.append(f"{name}={value}")


def faults_of(html: str) -> list[str]:
    witness = Witness()
    witness.feed(html)
    return witness.faults


def test_the_corpus_is_large_enough():
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_inert(payload):
    text = payload.replace("KEY", KEY)
    nested = f"> {text}\n\n- a\n\n  {text}\n\n**{text}** and [^1]\n\n[^1]: {text}\n[1]: javascript:alert(1)"

    for body in (text, nested):
        assert faults_of(render(body, PICTURES).html) == []


def test_the_witness_sees_what_it_should_see():
    assert faults_of('<a href="javascript:x" onclick="y"><img src="http://e/x"><script>')


def test_all_payloads_together_stay_inert():
    assert faults_of(render("\n".join(PAYLOADS).replace("KEY", KEY), PICTURES).html) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>\"'`[]()!*_#|-:&;=/\\^ \nxjavscript1", max_size=120))
def test_no_text_at_all_brings_script(text):
    assert faults_of(render(text, PICTURES).html) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One\n\n## Two", '<h2 id="section-one">One</h2>\n<h3 id="section-two">Two</h3>\n'),
        (
            "## One\n\n### Two\n\n## Three",
            '<h2 id="section-one">One</h2>\n<h3 id="section-two">Two</h3>\n<h2 id="section-three">Three</h2>\n',
        ),
        ("# One\n\n#### Two", '<h2 id="section-one">One</h2>\n<h3 id="section-two">Two</h3>\n'),
        ("### Low\n\n# High", '<h2 id="section-low">Low</h2>\n<h2 id="section-high">High</h2>\n'),
    ],
)
def test_headings_start_at_two_and_skip_none(text, html):
    assert render(text).html == html


def test_six_levels_end_at_six():
    text = "\n\n".join(f"{'#' * level} Level" for level in range(1, 7))

    assert re.findall("<h(.) ", render(text).html) == ["2", "3", "4", "5", "6", "6"]


def test_quotes_and_dashes_are_typographic_but_not_in_code_or_addresses():
    html = render('"It\'s" -- so... --- `a--"b"` <https://e.example/a--b...>').html

    assert "“It’s” – so… — " in html
    assert 'a--"b"' in entities.unescape(html)
    assert ">https://e.example/a--b...</a>" in html


def test_a_link_to_another_site_is_marked_and_one_to_our_own_is_not():
    html = render("[out](https://e.example/x) [in](/articles/y) [mail](mailto:a@example.org) [down](#x)").html

    assert '<a href="https://e.example/x" rel="noopener external">out</a>' in html
    assert '<a href="/articles/y">in</a>' in html
    assert '<a href="mailto:a@example.org">mail</a>' in html
    assert '<a href="#x">down</a>' in html


def test_a_table_is_wrapped_labelled_and_aligned_without_inline_style():
    html = render("| Grant | Sum |\n|:--|--:|\n| River | 40 |").html

    assert html.startswith('<div class="table-scroll" tabindex="0" role="region" aria-label="Grant, Sum">\n<table>')
    assert '<th scope="col" class="align-right">Sum</th>' in html
    assert "style=" not in html


def test_the_name_of_a_table_is_short_and_inert():
    heads = ['`a" onfocus="alert(1)`', "<b>x</b>", "**bold** `code`", *["long words"] * 20]
    html = render(f"|{'|'.join(heads)}|\n{'|--' * len(heads)}|").html

    assert 'aria-label="a&quot; onfocus=&quot;alert(1), &lt;b&gt;x&lt;/b&gt;, bold code, long words' in html
    assert len(entities.unescape(re.search(r'aria-label="([^"]*)"', html)[1])) < 110


def test_a_table_without_heads_has_a_box_without_a_name():
    assert render("||\n|--|\n| a |").html.startswith('<div class="table-scroll" tabindex="0">')


def test_tasks_are_signs_and_no_controls():
    html = render("- [ ] Ask\n- [x] *Answer*\n- [ ]\n- Rest").html

    assert '<li class="task">☐ Ask</li>' in html
    assert '<li class="task">☑ <em>Answer</em></li>' in html
    assert html.count('class="task"') == 3


def test_a_note_leads_there_and_back():
    html = render("Text.[^a] More.[^a]\n\n[^a]: The note.").html

    assert 'href="#note-1" id="note-from-1-1"' in html
    assert 'href="#note-1" id="note-from-1-2"' in html
    assert '<li class="note" id="note-1">' in html
    assert 'href="#note-from-1-2"' in html
    assert '<div class="notes" role="doc-endnotes">' in html


def test_code_keeps_its_language_and_can_be_scrolled_by_keyboard():
    html = render("```python\nx = 1\n```\n\n    indented").html

    assert '<pre tabindex="0"><code class="language-python">x = 1\n</code></pre>' in html
    assert '<pre tabindex="0"><code>indented' in html


def test_pictures_alone_become_figures_with_captions():
    html = render(f'![A *boat*](picture:{KEY} "Off <Skomer>")\n![Two](picture:{KEY})', PICTURES).html

    assert html.count("<figure") == 2
    assert 'alt="A boat"' in html
    assert "<figcaption>Off &lt;Skomer&gt;</figcaption>" in html
    assert 'width="1600" height="1000" loading="lazy"' in html
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")


def test_a_picture_amid_words_stays_in_its_line():
    html = render(f"Look: ![boat](picture:{KEY}) there", PICTURES).html

    assert "<figure" not in html
    assert "<p>Look: <picture>" in html


@pytest.mark.parametrize("source", ["picture:unknown", "https://e.example/x.png", "/media/x.png"])
def test_any_other_image_leaves_its_words(source):
    assert render(f"See ![the **boat**]({source}).").html == "<p>See the boat.</p>\n"


def test_the_words_have_no_markup_and_are_counted():
    text = f'## A "title"\n\nOne *two*\nthree[^1] ![four](picture:{KEY}) `five`.\n\n```\nsix\n```\n\n[^1]: Seven.'

    rendered = render(text, PICTURES)

    assert rendered.text == "A “title”\nOne two three four five.\nsix\nSeven."
    assert rendered.word_count == 9


def test_each_block_knows_the_line_on_which_it_begins():
    text = (
        f"# A\n\nb\nb\n\n- c\n\n  c\n- d\n\n| e |\n|---|\n| f |\n\n![g](picture:{KEY})\n\n"
        "> [!pull] h\n> -- i\n\nhttps://youtu.be/dQw4w9WgxcQ\n\nj[^1]\n\n[^1]: k"
    )

    assert render(text, PICTURES).lines == (0, 2, 5, 10, 14, 16, 19, 21, 21)


def test_an_empty_text_is_empty():
    assert render("") == render(" \n\n ")
    assert (render("").html, render("").text, render("").word_count) == ("", "", 0)


def test_the_same_text_always_gives_the_same_page():
    text = f"# A[^1]\n\n- [ ] b\n\n![c](picture:{KEY})\n\n[^1]: d"

    assert render(text, PICTURES) == render(text, PICTURES)


@pytest.mark.parametrize("text", ["Grüße aus Αθήνα", "مرحبا بالعالم", "Donaudampfschifffahrt " * 20, "😀\u200d👩"])
def test_every_script_passes_unharmed(text):
    assert text.strip() in entities.unescape(render(text).html)


def test_a_text_above_the_cap_is_refused():
    with pytest.raises(TooLong):
        render("a" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(
    "mark", ["[", "**", "![", "[^", "`a", '"', "_a ", "<", ">", "[a](", "~~", "[a]: b\n", "|", "# a\n", "https://a."]
)
def test_a_text_built_to_keep_the_parser_busy_stays_bounded(mark):
    quarter_seconds, _ = seconds_to_render(mark * 5_000)
    whole_seconds, html = seconds_to_render(mark * 20_000)

    # Four times the text takes four times as long, not sixteen.
    assert whole_seconds < 10 * quarter_seconds + 0.3
    assert faults_of(html) == []


def seconds_to_render(text):
    """Return the processor time without that of collecting what earlier tests have left."""
    gc.disable()
    started = time.process_time()
    try:
        html = render(text[:MAX_LENGTH]).html
        return time.process_time() - started, html
    finally:
        gc.enable()


def test_a_long_article_with_many_links_keeps_them():
    text = "\n\n".join(f"Paragraph {number} with [a link](/articles/x) and *emphasis*." for number in range(900))

    assert render(text).html.count("<a ") == 900


def test_keys_are_found_wherever_pictures_are_shown():
    text = f'![a](picture:{KEY} "b")\n\n> ![c](<picture:k-2>)\n\n[no](https://picture.example) picture:k3'

    assert find_picture_keys(text) == {KEY, "k-2"}


@pytest.mark.parametrize(
    ("caption", "credit", "words"),
    [
        ("A well", "Noor Blankers", 'A well <span class="figure__credit">Noor Blankers</span>'),
        ("", "N <b>", '<span class="figure__credit">N &lt;b&gt;</span>'),
        ("A well", "", "A well"),
    ],
)
def test_a_picture_shows_its_credit(caption, credit, words):
    picture = replace(PICTURES[KEY], credit=credit)

    html = render(f'![Alt](picture:{KEY} "{caption}")', {KEY: picture}).html

    assert f"<figcaption>{words}</figcaption>" in html
