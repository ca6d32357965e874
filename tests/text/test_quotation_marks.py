"""Each language has its quotation marks, and a region its own where they differ."""

import pytest

from blog.text.quotation_marks import ENGLISH, LANGUAGES, MARKS, marks_of


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("de", "„“‚‘"),
        ("de-AT", "„“‚‘"),
        ("de-CH", "«»‹›"),
        ("uk", "«»„“"),
        ("pt-BR", "“”‘’"),
        ("pt-PT", "«»“”"),
        ("zh-TW", "「」『』"),
        ("ar-EG", "”“’‘"),
        ("fr-CA-x-desk", "«\u202f\u202f»“”"),
        ("tlh", "“”‘’"),
    ],
)
def test_the_nearest_language_that_is_known_decides(tag: str, marks: str) -> None:
    assert "".join(marks_of(tag)) == marks


def test_no_language_is_named_twice() -> None:
    tags = [tag for named in LANGUAGES.values() for tag in named.split()]

    assert len(tags) == len(set(tags))
    assert ENGLISH not in MARKS.values()
