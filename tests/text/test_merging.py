"""Two writers' changes of one text come together; where they changed the same words, the first one's stay."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.merging import merge_texts

BASE = "The board met on Tuesday.\n\nIt agreed on the budget.\n\nThe mayor spoke."
PARAGRAPHS = st.lists(
    st.sampled_from(["One.", "Two of it.", "- a\n- b", "> said", "```\n\nx\n```", "Ω é 日本"]), max_size=6
)


def test_changes_at_different_places_come_together() -> None:
    mine = f"A new lead.\n\n{BASE.replace('The mayor spoke.', 'Nobody spoke.')}\n\nA new end."
    theirs = BASE.replace("Tuesday", "Wednesday")

    assert merge_texts(BASE, mine, theirs) == mine.replace("Tuesday", "Wednesday")


def test_a_paragraph_that_was_added_beside_a_corrected_one_stays() -> None:
    assert merge_texts("It met on Tuesday.", "It met on Tuesday.\n\nMore.", "It met on Monday.") == (
        "It met on Monday.\n\nMore."
    )


def test_changes_of_different_words_of_one_paragraph_come_together() -> None:
    mine = "The whole board met on Tuesday in the town hall."
    theirs = "The board met on Monday in the town hall."

    assert merge_texts("The board met on Tuesday in the town hall.", mine, theirs) == (
        "The whole board met on Monday in the town hall."
    )


def test_where_both_changed_the_same_words_mine_stay() -> None:
    mine, theirs = BASE.replace("Tuesday", "Monday"), BASE.replace("Tuesday", "Friday").replace("spoke", "sang")

    assert merge_texts(BASE, mine, theirs) == mine.replace("spoke", "sang")


def test_a_paragraph_that_one_removed_and_the_other_changed_is_as_mine() -> None:
    removed, changed = BASE.replace("It agreed on the budget.\n\n", ""), BASE.replace("budget", "rules")

    assert merge_texts(BASE, removed, changed) == removed
    assert merge_texts(BASE, changed, removed) == changed


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, PARAGRAPHS)
def test_one_writer_alone_gets_the_text_as_it_was_written(base: list[str], changed: list[str]) -> None:
    old, new = "\n\n".join(base), "\n\n".join(changed)

    assert merge_texts(old, old, new) == merge_texts(old, new, old) == merge_texts(old, new, new) == new
