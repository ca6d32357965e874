"""Public versions of an article and their diffs."""

import re

import pytest
from flask import Flask

from blog.articles.corrections.versions import (
    PublicVersion,
    diff_revisions,
    find_changes_since,
    group_versions,
    list_versions,
    replace_pictures,
    select_pair,
)
from blog.database import db
from blog.models import Revision
from tests.articles.corrections.correction_factories import HOUR, make_revision
from tests.factories import NOW, make_article


@pytest.mark.parametrize(
    ("since", "minor", "expected"),
    [
        (1.0, (), (1, 3)),
        (0.5, (), (1, 3)),
        (1.5, (), (2, 3)),
        (3.0, (), None),
        (9.0, (), None),
        (1.0, (2, 3), None),
        (1.0, (3,), (1, 3)),
        (2.0, (3,), None),
    ],
)
def test_a_visit_is_compared_with_the_version_that_was_there_then(
    since: float, minor: tuple[int, ...], expected: tuple[int, int] | None
) -> None:
    versions = [
        PublicVersion(number, Revision(saved_at=NOW + number * HOUR, is_minor=number in minor)) for number in (1, 2, 3)
    ]

    pair = find_changes_since(versions, (NOW + since * HOUR).isoformat())

    assert (pair and (pair[0].number, pair[1].number)) == expected
    assert [find_changes_since(versions, stamp) for stamp in ("", "never", "2026-05-04", "9" * 99)] == [None] * 4


def test_minor_edits_are_folded_and_the_first_version_never_is(app: Flask) -> None:
    article = make_article()
    for number, is_minor in enumerate((True, False, True, True), 1):
        make_revision(article, number, str(number), is_minor=is_minor)

    versions = list_versions(db.session, article)

    assert [(is_minor, [version.number for version in run]) for is_minor, run in group_versions(versions)] == [
        (True, [4, 3]),
        (False, [2, 1]),
    ]
    assert select_pair(versions, None, None) == (versions[2], versions[3])


def test_a_picture_in_a_difference_is_its_words() -> None:
    assert (
        replace_pictures('A ![a dog](picture:k1 "Its caption") b ![](picture:k2) c') == "A [a dog – Its caption] b [] c"
    )


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (r'![A](picture:k1 "The \"big\" day")', r'![A](picture:k1 "The \"small\" day")'),
        ("![A](picture:k1 'One day')", "![A](picture:k1 'Two days')"),
        ("![A [b] c](picture:k1)", "![A [b] d](picture:k1)"),
    ],
)
def test_a_change_of_a_caption_is_seen_however_it_is_quoted(older: str, newer: str) -> None:
    assert diff_revisions(revision(older), revision(newer), "en").change_count == 1


def test_the_width_of_a_picture_is_no_word() -> None:
    assert replace_pictures("![a](picture:k1){.wide}") == "[a]"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("It met on *Monday*.", "It met on **Monday**."),
        ("A [link](https://a.example).", "A [link](https://b.example)."),
        ("One\n===\n\n* two\n* three", "# One\n\n- two\n- three"),
        ("Met[^a].\n\n[^a]: Seen.", "Met[^other].\n\n[^other]: Seen."),
        ('He said "no" -- twice.', "He said “no” – twice."),
    ],
)
def test_what_readers_could_not_see_is_no_change(older: str, newer: str) -> None:
    assert diff_revisions(revision(older), revision(newer), "en").change_count == 0


@pytest.mark.parametrize(
    "text",
    [
        "It is **bold** and *slanted*, `code` and ~~struck~~.",
        "See [here](https://a.example/x_y) or <https://b.example>.",
        "Met[^a].\n\n[^a]: The count was made by hand.",
        "> [!pull] Words\n> -- Ann",
        "| A | B |\n|---|---|\n| 1 | 2 |",
        "- [x] Done\n\n1. One\n   - two",
        '![A dog](picture:k1 "Caption")',
        "## Heading ##",
    ],
)
def test_no_sign_of_markdown_is_shown_to_readers(text: str) -> None:
    diff = diff_revisions(revision("Old."), revision(text), "en")

    shown = "".join(change.text for hunk in diff.body for passage in hunk.passages for change in passage.new)
    assert shown.strip()
    assert not re.search(r"\*\*|\]\(|\[\^|~~|\||`|picture:|##|\[!", shown)


def revision(body: str) -> Revision:
    return Revision(headline="Same", details={}, standfirst="", body_markdown=body)
