"""Codes of Jekyll and Hugo go, listings stay."""

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.markdown_folder.markdown_codes import replace_codes


@pytest.mark.parametrize(
    ("text", "made", "lost"),
    [
        ("[a]({{ site.url }}/x)", "[a](/x)", []),
        ("[a]({% post_url 2020-01-02-b %})", "[a](/b/)", []),
        ('a {{< notice "Mind" >}} b {{< /notice >}}', "a  b ", ['notice "Mind"']),
        ("a {% comment %}secret{% endcomment %}b{{/* secret */}}c{% comment %} to the end", "a bc", []),
        ("{{< comment >}}secret{{< /comment >}}a", "a", []),
        ("Write {{</* youtube x */>}}", "Write {{< youtube x >}}", []),
        ('{{< highlight go "linenos=table" >}}\nx := 1\n{{< /highlight >}}', "\n```go\nx := 1\n```\n", []),
        ('{{% details summary="May I?" %}}You *may*.{{% /details %}}',
         "\n\n<details><summary>May I?</summary>\n\nYou *may*.\n\n</details>\n\n", []),
        ("> [!WARNING]\n> Mind", "> **Warning**\n>\n> Mind", []),
        ('<div class="x" markdown="1">\n*a*\n</div>', '<div class="x">\n\n\n*a*\n</div>', []),
        ("* Contents\n{:toc}\nWords {: .note}", "Words ", []),
        ("# Head {#id .wide}", "# Head", []),
        ("{{< youtube abcdef >}}", "\n\nhttps://www.youtube.com/watch?v=abcdef\n\n", []),
        ("```\n{{ kept }}\n```\n{% cut %}", "```\n{{ kept }}\n```\n", ["cut"]),
        ("# Head {#id}", "# Head", []),
    ],
)  # fmt: skip
def test_codes_are_replaced(text: str, made: str, lost: list[str]) -> None:
    losses: list[Loss] = []

    assert replace_codes(text, losses) == made
    assert [loss.detail for loss in losses] == lost


def test_references_are_found_and_listings_are_not_rewritten() -> None:
    text = '[a]({{< ref "b.md" >}}) [c](d.md)\n\n```\n[c](d.md)\n```\n'

    made = replace_codes(text, [], lambda name: f"/{name}/", lambda words: words.replace("d.md", "/d/"))

    assert made == "[a](/b.md/) [c](/d/)\n\n```\n[c](d.md)\n```\n"


def test_codes_without_end_are_read_in_time() -> None:
    for text in ("{{<" * 20_000, "{% a" * 20_000, "<a " * 20_000, "{% comment %}" * 20_000):
        replace_codes(text, [])
