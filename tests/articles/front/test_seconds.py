"""The stories under the lead."""

import pytest

from blog.articles.front.seconds import SecondsKind, choose_seconds
from tests.articles.front.stories import make_photo, make_story


@pytest.mark.parametrize(
    ("count", "kind", "columns"),
    [
        (1, SecondsKind.ONE, [1]),
        (2, SecondsKind.HALVES, [1, 1]),
        (3, SecondsKind.TEXTS, [1, 1, 1]),
        (5, SecondsKind.TEXTS, [1, 1, 1]),
        (9, SecondsKind.TEXTS, [2, 2, 2]),
    ],
)
def test_without_a_photo_there_are_columns_of_text(count: int, kind: SecondsKind, columns: list[int]) -> None:
    seconds = choose_seconds([make_story() for _ in range(count)])

    assert seconds is not None
    assert (seconds.kind, [len(column) for column in seconds.columns], seconds.pictured) == (kind, columns, None)


@pytest.mark.parametrize(
    ("texts", "kind", "columns"),
    [
        (1, SecondsKind.HALVES, [1, 1]),
        (2, SecondsKind.THREE, [1, 1, 1]),
        (3, SecondsKind.THREE, [2, 1, 1]),
        (9, SecondsKind.THREE, [2, 1, 2]),
    ],
)
def test_the_photo_stands_in_the_middle(texts: int, kind: SecondsKind, columns: list[int]) -> None:
    pictured = make_story(photo=make_photo())

    seconds = choose_seconds([*(make_story() for _ in range(texts)), pictured])

    assert seconds is not None
    assert (seconds.kind, [len(column) for column in seconds.columns]) == (kind, columns)
    assert list(seconds.columns[1 if kind is SecondsKind.THREE else 0]) == [pictured]


def test_a_headline_of_seven_lines_gets_a_wider_column() -> None:
    long = make_story(headline="x" * 141)

    with_photo = choose_seconds([make_story(photo=make_photo()), long, make_story()])
    without = choose_seconds([long, *(make_story() for _ in range(6))])

    assert with_photo is not None
    assert without is not None
    assert {with_photo.kind, without.kind} == {SecondsKind.HALVES}


def test_nothing_makes_no_seconds() -> None:
    assert choose_seconds([]) is None
