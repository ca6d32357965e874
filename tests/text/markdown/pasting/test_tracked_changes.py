"""A reviewed manuscript comes as its author would send it."""

import pytest

from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import Omission, read_tree
from blog.text.markdown.pasting.tracked_changes import resolve_changes


@pytest.mark.parametrize(
    ("html", "markdown", "omissions"),
    [
        ("<p>a <del cite='mailto:x'>b</del> c", "a c", {Omission.DELETIONS}),
        ("<p>a <del>b</del><ins>d</ins> c", "a d c", {Omission.DELETIONS}),
        ("<p>a <span class=msoDel>b</span> c", "a c", {Omission.DELETIONS}),
        ("<p>a <del>b</del> c", "a ~~b~~ c", set()),
        ("<p>a <s>b</s> <ins>d</ins>", "a ~~b~~ d", set()),
        ("<p>a <ins datetime='2026'>b</ins> c", "a b c", set()),
        ("<p>a<a class=msocomanchor href='#_msocom_1'>[A1]</a>", "a", {Omission.COMMENTS}),
        ("<p>a<div style='mso-element:comment-list'><p>b</div>", "a", {Omission.COMMENTS}),
    ],
)
def test_deletions_go_insertions_stay_and_comments_go(html: str, markdown: str, omissions: set[Omission]) -> None:
    assert to_markdown(html) == (markdown, 0, omissions)


def test_a_text_without_review_is_left_alone() -> None:
    root = read_tree("<p>a <b>b</b></p>")

    assert resolve_changes(root) == set()
    assert root.words == "a b"
