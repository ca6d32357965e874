"""Tasks as the sheet writes them: a tick changes one sign, and what is no box does not become one."""

from typing import Any

import pytest

from tests.sheet.conftest import SheetDocuments
from tests.sheet.meaning import meaning_of, read_meaning

ODD = "*   [ ] a \n    b\n+   [X] c\n\n  more\n\n7)  [ ] *d*\n     - [x] e [^1]\n\n[^1]: f\nLast"


def tick(number: int) -> dict[str, Any]:
    return {"kind": "tick", "number": number}


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [(0, "*   [ ] a", "*   [x] a"), (1, "+   [X] c", "+   [ ] c"), (2, "7)  [ ]", "7)  [x]"), (3, "[x] e", "[ ] e")],
)
def test_a_tick_changes_its_sign_alone(documents: SheetDocuments, number: int, old: str, new: str) -> None:
    assert documents.write(ODD, tick(number)).text == ODD.replace(old, new)
    assert documents.write(ODD, tick(number), tick(number)).text == ODD


def test_of_tasks_beside_code_that_looks_like_one_the_task_is_ticked(documents: SheetDocuments) -> None:
    written = documents.write("- [ ] a\n\n  ```\n  - [ ] b\n  ```\n- [ ] c", tick(1))

    assert read_meaning(written.text) == meaning_of(written.content)
    assert "- [x] c" in written.text


@pytest.mark.parametrize(
    "text",
    ["- [ ] a\n- [x]\n- b", "1. [x] a\n   - [ ] b\n2. [ ]\n   - c", "> - [x] **a** b", "- [ ]", "- [ ] # a\n- [x] > b"],
)
def test_tasks_are_read_and_written_anew_as_tasks(documents: SheetDocuments, text: str) -> None:
    written = documents.write(text, {"kind": "touch", "indexes": [0]}).text

    assert read_meaning(written) == read_meaning(text)
    assert written.count("[ ]") + written.count("[x]") == text.count("[ ]") + text.count("[x]")


def test_brackets_that_were_typed_are_no_box(documents: SheetDocuments) -> None:
    typed = {"kind": "type", "at": 0, "share": 0, "text": "[x] ", "mark": None}

    assert documents.write("- a", typed).text == "- \\[x] a"
    assert documents.write("- [ ] a", typed).text == "- [ ] [x] a"


def test_a_link_named_like_a_tick_stays_one(documents: SheetDocuments) -> None:
    written = documents.write("- [x] a\n\n[x]: /u", {"kind": "touch", "indexes": [0]})

    assert written.text == "- [x] a\n\n[x]: /u"
