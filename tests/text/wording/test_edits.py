"""Edits are written without touching each other."""

from blog.text.wording.edits import Edit, apply_edits, write_words


def test_edits_are_applied_in_order_of_their_places() -> None:
    assert apply_edits("abcdef", [Edit(4, 5, "X"), Edit(0, 1), Edit(2, 2, "-")]) == "b-cdXf"


def test_blocks_are_written_as_those_between_which_they_stand() -> None:
    assert next(write_words("plain", "one\n\ntwo", 0)) == "one\n\ntwo"
    assert next(write_words("- item", "one\ntwo", 2)) == "one\n- two"
    assert next(write_words("> said", "one\ntwo", 2)) == "one\n>\n> two"
