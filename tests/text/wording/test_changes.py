"""Only the words that differ change."""

from blog.text.wording.changes import propose_changes
from blog.text.wording.finding import find_wording
from blog.text.wording.source_map import map_source


def test_words_that_stay_are_no_change_however_they_are_set() -> None:
    [place] = find_wording(map_source('He said "it\'s late" -- again'), "said “it’s late” – again")

    [[hunk]] = propose_changes(place, "said “it’s early” – again")

    assert ("".join(place.all_characters[at].sign for at in hunk.characters), hunk.words) == ("late", "early")


def test_several_changes_are_proposed_one_by_one_then_together() -> None:
    [place] = find_wording(map_source("one two three"), "one two three")

    proposed = list(propose_changes(place, "eins two drei"))

    assert [[hunk.words for hunk in hunks] for hunks in proposed] == [
        ["eins", "drei"],
        ["eins two drei"],
        ["eins two drei"],
    ]
