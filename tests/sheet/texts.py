"""Markdown for the tests of the sheet: built of hostile parts, and all that stands in the tests and the demo."""

import ast
import re
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
SIGNS = list("*_~`[]()<>!#|\\&+-=\"'.,:;?@{}^$%/ \t\n\r")
WORDS = [
    "a",
    "word ",
    "3",
    "中文",
    "שלום",
    "é",
    "e\u0301",
    "😀",
    "“",
    "»",
    "ß",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\x00",
    "\u202f",
]
INLINE = [
    *("**", "__", "~~", "``", "](", "][", "![", "[^1]", "[x]", "**s**", "*e*", "***b***", "~~k~~", "`c`", "[l](/u)"),
    *('[l](/u "t")', "[l][x]", "&amp;", "&nbsp;", "&#42;", "---", "--", "...", "  \n", "\\\n", "\r\n"),
    *("https://a.org/x_y", "www.b.org", "c@d.org", "<https://e.org>", "http\\://z.org", "{.wide}", "{.button}"),
    *("![a](picture:k1)", '![a](picture:k2 "c"){.wide}', "https://youtu.be/abcdefghijk"),
]
BLOCKS = [
    *(
        "\n\n",
        "\n    ",
        "\n\t",
        "\n> ",
        "\n> [!pull] ",
        "\n> -- me",
        "\n- ",
        "\n  - ",
        "\n* ",
        "\n+ ",
        "\n1. ",
        "\n2) ",
    ),
    *("\n# ", "\n## ", "\n---\n", "\n===\n", "\n***\n", "\n```\n", "\n~~~ py\n", "\n|a|b|\n|-|:-:|\n", "\n|---|\n"),
    *("\n\n[^1]: note", "\n[^1]:", "\n\n[x]: /u\n", '\n\n![a](picture:k2 "c")\n', "\nhttps://vimeo.com/1\n"),
    *(
        "\n::: gallery\n",
        "\n::: information\n",
        "\n:::\n",
        "\n[b](https://c.org){.button}\n",
        "\n[t](https://f.org)\n> q\n",
    ),
]
MARKDOWN = re.compile(r"[*_`\[\]#>~|\\<&:]|\n|- |\d\.")

texts = st.lists(st.sampled_from([*SIGNS, *WORDS, *INLINE, *BLOCKS, *BLOCKS]), max_size=40).map("".join)
"""Texts of parts that mean something, in any order."""


@cache
def written_texts() -> list[str]:
    """Return each string of the tests that may be Markdown, and the articles of the demo."""
    found = {file.read_text("utf-8") for file in (ROOT / "blog/operations/demo/articles").glob("*.md")}
    found.add((ROOT / "tests/text/markdown/payloads.txt").read_text("utf-8"))
    for file in (ROOT / "tests").rglob("*.py"):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        found |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return sorted(text for text in found if MARKDOWN.search(text) and not re.search("[\ud800-\udfff]", text))
