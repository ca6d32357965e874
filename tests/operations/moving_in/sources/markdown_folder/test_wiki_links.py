"""Links, pictures and marks of Obsidian become Markdown; code stays, and what readers never saw is named."""

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.markdown_folder.wiki_links import replace_wiki_links


@pytest.mark.parametrize(
    ("text", "expected", "lost"),
    [
        ("[[Tea]] and [[Tea|hot]], [[Tea#Pots]]", "[Tea](</tea/>) and [hot](</tea/>), [Tea](</tea/>)", []),
        ("![[a b.png|300]] ![[b.png|A quay]]", "![](/a%20b.png) ![A quay](/b.png)", []),
        ("![[report.pdf]]", "[report.pdf](/report.pdf)", []),
        ("![[Tea]]", "[Tea](</tea/>)", ["![[Tea]]"]),
        ("[[Nowhere]] x[[1]]", "Nowhere x[[1]]", ["Nowhere"]),
        ("a ==b c== %%not yet%% d ^ref-1", "a b c  d", ["%%not yet%%"]),
        ("`[[Tea]] ==x== %%y%%` a == b == c 5%% 6", "`[[Tea]] ==x== %%y%%` a == b == c 5%% 6", []),
    ],
)
def test_they_are_written_as_markdown(text: str, expected: str, lost: list[str]) -> None:
    losses: list[Loss] = []

    made = replace_wiki_links(text, losses, lambda target: "/tea/" if target.startswith("Tea") else "")

    assert made == expected
    assert [loss.detail for loss in losses] == lost
