"""The rank of a hit: where its words stand, and whether as they were typed."""

import pytest

from blog.database.search.query_parser import Term
from blog.database.search.ranking import HEAD_MATCHES, Ranking, as_needle, has_all, join_spellings

WEIRS = Term("weirs", is_prefix=True, stems=("\ue100weir",))
HERON = Term("heron", is_prefix=True)
BETTER_FIRST = (
    ("heron weirs", ""), ("weirs and heron", ""), ("herons \ue100weir", ""), ("heron", "weirs"),
    ("heron", "\ue100weir"), ("herons", ""), ("", "heron"),
)  # fmt: skip


def test_the_better_head_has_the_higher_score() -> None:
    ranking = Ranking([HERON, WEIRS])
    scores = [ranking.score_head(*head) for head in BETTER_FIRST]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert [score >= HEAD_MATCHES for score in scores] == [True] * 5 + [False] * 2


def test_no_body_is_better_than_a_head() -> None:
    ranking = Ranking([HERON, WEIRS])

    assert ranking.score_head("heron", "") + sum(points for _, points in ranking.body_points()) < HEAD_MATCHES


def test_the_exact_words_of_a_body_count_and_their_order() -> None:
    ways = [[[str(way) for way in ways] for ways in terms] for terms, _ in Ranking([HERON, WEIRS]).body_points()]

    assert ways == [[["heron"], ["weirs"]], [["heron weirs"]]]
    assert len(list(Ranking([HERON]).body_points())) == 1


def test_no_phrase_goes_from_the_headline_on_into_the_standfirst() -> None:
    assert Ranking([Term("heron weir")]).score_head("heron", "weir") < HEAD_MATCHES


@pytest.mark.parametrize(("word", "is_found"), [("heron", True), ("eron", False), ("hero", True), ("weir", False)])
def test_a_beginning_is_one_of_a_word(word: str, is_found: bool) -> None:
    needles = [as_needle(spelling) for spelling in Term(word, is_prefix=True).forms]

    assert has_all(" a heron stood ", [needles]) is is_found


def test_spellings_are_joined_in_their_order() -> None:
    assert str(join_spellings([HERON.spellings[0], Term("e-mail").spellings[0]])) == "heron e mail"
    assert join_spellings([]).tokens == ()
