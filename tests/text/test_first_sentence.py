"""The first sentence of a body."""

import pytest

from blog.text.first_sentence import MAX_LENGTH, first_sentence


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<h2>What was done</h2><p>Divers filled it. Then they left.</p>", "Divers filled it."),
        ("<p>Dr. Mill saw 3.5 km of it. Then more.</p>", "Dr. Mill saw 3.5 km of it."),
        ("<p>The U.S. Government, e.g. this one, fell. Next.</p>", "The U.S. Government, e.g. this one, fell."),
        ("<p>Is it <em>so</em>? “Yes.” He said.</p>", "Is it so?"),
        ("<p>“It is.” He left.</p>", "“It is.”"),
        ("<p>東京は雨。明日は晴れ。</p>", "東京は雨。"),
        ("<p>नदी बह रही है। फिर रुकी।</p>", "नदी बह रही है।"),
        ('<p>Fell.<sup class="note-ref"><a href="#note-1">1</a></sup> Rose.</p>', "Fell."),
        ("<p>Tea &amp; toast</p>", "Tea & toast"),
        ("<p><picture><img alt='x'></picture></p><p>Words.</p>", "Words."),
        ("<ul><li>One</li></ul>", ""),
        ("", ""),
    ],
)
def test_it_ends_where_a_reader_would_say_so(html: str, sentence: str) -> None:
    assert first_sentence(html) == sentence


def test_a_long_one_is_cut_at_a_word() -> None:
    found = first_sentence(f"<p>{'heron ' * 90}</p>")

    assert len(found) <= MAX_LENGTH
    assert found.endswith("heron…")
