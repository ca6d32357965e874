"""Generated HTML of runs, marks and punctuation is shown with the same words and the same marks."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.markdown import render
from blog.text.markdown.pasting.emphasis import tidy_marks
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.inline_runs import EMPHASIS, STRONG, Run

KINDS = {"b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS}
SIGNS = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
WORDS = st.text("abcdé9中「」(.,:;!?)„“»«*_~`[]#>+=<&%$€\\ ", min_size=1, max_size=8)
RUNS = st.lists(st.tuples(WORDS, st.sampled_from(["", "b", "i", "bi"])), min_size=1, max_size=7)


class Reader(HTMLParser):
    """Notes each character that is shown, with the marks around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.shown: list[tuple[str, frozenset[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(KINDS.get(tag, tag))

    def handle_endtag(self, tag: str) -> None:
        self.open.remove(KINDS.get(tag, tag))

    def handle_data(self, data: str) -> None:
        marks = frozenset(self.open) & frozenset(KINDS.values())
        self.shown += [(SIGNS.get(sign, sign), marks) for sign in data if not sign.isspace()]


def html_of(runs: list[tuple[str, str]]) -> str:
    """Return a paragraph of *runs*, each with the tags that its second part names."""
    return "<p>x {} x</p>".format(
        "".join(
            "".join(f"<{tag}>" for tag in tags) + escape(words) + "".join(f"</{tag}>" for tag in tags[::-1])
            for words, tags in runs
        )
    )


def text_of(shown: list[tuple[str, frozenset[str]]]) -> str:
    return "".join(sign for sign, _ in shown)


def marks_of(shown: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """Return the letters with their marks; punctuation may lose its own."""
    return [pair for pair in shown if pair[0].isalnum()]


@settings(max_examples=300, deadline=None)
@given(RUNS)
def test_no_word_changes_and_no_sign_is_shown(runs: list[tuple[str, str]]) -> None:
    html = html_of(runs)

    shown = Reader(render(to_markdown(html).markdown).html).shown

    assert text_of(shown) == text_of(Reader(html).shown)


@settings(max_examples=300, deadline=None)
@given(RUNS)
def test_marks_of_whole_words_agree(runs: list[tuple[str, str]]) -> None:
    html = html_of([(f"{words} ", tags) for words, tags in runs])

    shown = Reader(render(to_markdown(html).markdown).html).shown

    assert marks_of(shown) == marks_of(Reader(html).shown)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.text("abc.,:()!?„“ ", min_size=1, max_size=6), st.sampled_from(["", "b", "i"])), max_size=6)
)
def test_one_mark_inside_of_words_agrees(runs: list[tuple[str, str]]) -> None:
    kind = runs[0][1] if runs else ""
    html = html_of([(words, tags if tags == kind else "") for words, tags in runs])

    shown = Reader(render(to_markdown(html).markdown).html).shown

    assert marks_of(shown) == marks_of(Reader(html).shown)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b>Ort:</b>Berlin", "**Ort**:Berlin"),
        ("<b>Ort:</b> Berlin", "**Ort:** Berlin"),
        ("Wort<b>.</b> Neu", "Wort. Neu"),
        ("x<i>(kursiv)</i>y", "x(*kursiv*)y"),
        ("これは<b>「強調」</b>です", "これは「**強調**」です"),
        ("<b><i>a!</i></b>b", "***a***!b"),
        ("a<b><code>b</code></b>c", "a`b`c"),
        ("<b>a</b><i>b</i>", "**a***b*"),
        ("<b>a<i>b</i></b><i>c</i>", "**ab**c"),
        ("<a href='https://e.org'><b>(a)</b></a>b", "[**(a)**](https://e.org)b"),
    ],
)
def test_punctuation_moves_out_of_a_mark_that_could_not_be_read(html: str, markdown: str) -> None:
    assert to_markdown(f"<p>{html}</p>").markdown == markdown


def test_a_mark_keeps_the_spaces_inside_and_loses_those_at_its_ends() -> None:
    runs = tidy_marks([Run(" a b ", frozenset({STRONG})), Run("c")])

    assert [(run.text, bool(run.marks)) for run in runs] == [(" ", False), ("a b", True), (" ", False), ("c", False)]


def test_the_reader_of_this_test_sees_marks() -> None:
    assert Reader("<p>a <b>b<i>c</i></b></p>").shown == [
        ("a", frozenset()),
        ("b", frozenset({STRONG})),
        ("c", frozenset({STRONG, EMPHASIS})),
    ]
