"""Terms in short texts that are in no index; texts of articles are tried by the search of the desk on both engines."""

import pytest

from blog.database.search.query_parser import parse_terms
from blog.database.search.term_conditions import is_held_by


@pytest.mark.parametrize(
    ("query", "is_held"),
    [
        ("zoe", True),
        ("oyel", True),
        ("oy", False),
        ('"oyelaran zoe"', False),
        ('"zoë oyelaran"', True),
        ("laran", False),
    ],
)
def test_a_name_is_held_as_a_text_is(query: str, is_held: bool) -> None:
    (term,) = parse_terms(query)

    assert is_held_by(term, "Zoë Oyelaran-Holt") is is_held
