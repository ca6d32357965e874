"""The examples of CommonMark and of GFM's extensions, rendered; the bar is no difference but those on purpose."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audits.html_structure import read_structure, tidy
from audits.spec_differences import DIFFERENCES, Example, find_html, shows_html
from blog.text.markdown import render

SCRIPT = Path(__file__).parent / "spec_examples.cjs"
SHOWN_HTML = "HTML"
"""The name of the one difference of which only the words are looked at."""


def judge() -> Iterator[tuple[str, bool]]:
    """Yield a line for each fault, one for each difference that no example shows, and one that counts them all."""
    meant: Counter[str] = Counter()
    faults = 0
    examples = read_examples()
    for example in examples:
        concerned, is_met = compare(example)
        meant.update(concerned)
        faults += not is_met
        if not is_met:
            yield (
                f"markdown: {example.spec} {example.section} {example.number}: {render(example.markdown).html!r}",
                False,
            )
    for name in {*DIFFERENCES, SHOWN_HTML} - meant.keys():
        yield f"markdown: no example shows the difference {name}", False
    words = ", ".join(f"{name} {count}" for name, count in meant.most_common())
    yield f"markdown: {len(examples)} examples, {faults} faults; deliberate differences: {words}", not faults


def read_examples() -> list[Example]:
    """Return the examples as the packages of npm have them; in those of CommonMark an arrow stands for a tab."""
    said = subprocess.run(["node", str(SCRIPT)], capture_output=True, text=True, check=True).stdout
    found = [Example(**one) for one in json.loads(said)]
    return [one._replace(markdown=one.markdown.replace("→", "\t"), html=one.html.replace("→", "\t")) for one in found]


def compare(example: Example) -> tuple[list[str], bool]:
    """Return which differences concern an example, and whether we show what is meant."""
    got = read_structure(render(example.markdown).html)
    if find_html(example):
        return [SHOWN_HTML], shows_html(example, got)
    wanted = read_structure(example.html)
    concerned = []
    for name, change in DIFFERENCES.items():
        changed = tidy(list(change(example, wanted)))
        concerned += [name] if changed != wanted else []
        wanted = changed
    return concerned, got == wanted
