"""Forms that readers take for one become one, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.database.search.accent_folding import fold
from blog.database.search.orthography.script_forms import similar_form, unify


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("हिन्दी", "हिंदी"),
        ("सम्बन्ध", "संबंध"),
        ("गाँव", "गांव"),
        ("ज़मीन", "जमीन"),
        ("น้ำ", "นํ้า"),
        ("เเม่", "แม่"),
        ("ນ້ຳ", "ນໍ້າ"),
        ("کتاب\u200cها", "کتاب ها"),
        ("علي", "على"),
        ("مدرسة", "مدرسه"),
        ("ジョン・スミス", "ジョンスミス"),
        ("٢٠٢٤", "2024"),
        ("२०२४", "2024"),
        ("ґанок", "ганок"),
    ],
)
def test_two_ways_to_write_a_word_are_one(written: str, other: str) -> None:
    assert fold(written) == fold(other)


@pytest.mark.parametrize("text", ["अन्न", "जन्म", "क्‌ष", "東京・大阪", "A・B", "เม่น", "plain, text."])
def test_what_only_looks_alike_stays(text: str) -> None:
    assert unify(text) == text


@given(st.text(alphabet=st.characters(max_codepoint=0x3100)))
def test_what_is_folded_stays_so(text: str) -> None:
    once = fold(text)

    assert fold(once).split() == once.split()
    assert all(similar_form(letter) == letter for letter in once)
