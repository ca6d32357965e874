"""Listings keep lines and language."""

import pytest

from blog.text.markdown.pasting.html_to_markdown import to_markdown


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<pre><code class='language-py'>", "py"),
        ("<pre class='lang-c++ x'>", "c++"),
        ("<pre class='brush: js'>", "js"),
        ("<pre class='highlight-source-shell'>", "shell"),
        ("<pre data-lang=rust>", "rust"),
        ("<pre class='wide'>", ""),
        ("<pre class='language-`x'>", ""),
    ],
)
def test_the_language_is_the_one_that_the_page_names(html: str, language: str) -> None:
    assert to_markdown(f"{html}a\nb").markdown == f"```{language}\na\nb\n```"


def test_line_breaks_and_blocks_are_lines() -> None:
    assert to_markdown("<pre><div>a</div><div>b</div>c<br>d</pre>").markdown == "```\na\nb\nc\nd\n```"


def test_nothing_in_the_code_ends_the_fence() -> None:
    assert to_markdown("<pre>```</pre>").markdown == "````\n```\n````"
