"""Codes of Jekyll and Hugo go, listings stay."""

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.markdown_folder.markdown_codes import replace_codes


@pytest.mark.parametrize(
    ("text", "made", "lost"),
    [
        ("[a]({{ site.url }}/x)", "[a](/x)", []),
        ("[a]({% post_url 2020-01-02-b %})", "[a](/b/)", []),
        ("a {{< gist x 1 >}} b", "a  b", ["gist"]),
        ("{{< youtube abcdef >}}", "\n\nhttps://www.youtube.com/watch?v=abcdef\n\n", []),
        ("```\n{{ kept }}\n```\n{% cut %}", "```\n{{ kept }}\n```\n", ["cut"]),
        ("# Head {#id}", "# Head", []),
    ],
)
def test_codes_are_replaced(text: str, made: str, lost: list[str]) -> None:
    losses: list[Loss] = []

    assert replace_codes(text, losses) == made
    assert [loss.detail for loss in losses] == lost
