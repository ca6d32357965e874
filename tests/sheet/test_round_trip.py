"""The sheet opens a text and writes it: only what somebody touched changes, and it means what it meant."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.text.markdown import render
from blog.text.markdown.as_written.block_splitting import split_blocks
from tests.audit import IS_AUDIT
from tests.sheet.conftest import SheetDocuments
from tests.sheet.meaning import meaning_of, read_meaning
from tests.sheet.texts import SIGNS, texts, written_texts

MAX_LENGTH = 200_000 if IS_AUDIT else 4_000
quickly = settings(
    deadline=None,
    derandomize=not IS_AUDIT,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
opened = settings(quickly, max_examples=10_000 if IS_AUDIT else 40)
changed = settings(quickly, max_examples=2_500 if IS_AUDIT else 30)


def places(text: str) -> list[int]:
    return [place for place, piece in enumerate(split_blocks(text).pieces) if piece.node]


def touch(*indexes: int) -> dict[str, Any]:
    return {"kind": "touch", "indexes": indexes}


def check_untouched(documents: SheetDocuments, text: str) -> None:
    assert split_blocks(text).join() == text
    assert documents.write(text).text == text


def check_touched(documents: SheetDocuments, text: str) -> None:
    everything = documents.write(text, touch(*range(len(places(text)))))

    assert read_meaning(everything.text) == read_meaning(text)


def test_every_text_of_the_tests_and_the_demo_is_written_as_it_was(documents: SheetDocuments) -> None:
    for text in written_texts() if IS_AUDIT else written_texts()[::6]:
        if len(text) <= MAX_LENGTH:
            check_untouched(documents, text)


@pytest.mark.skipif(not IS_AUDIT, reason="a minute: make audit")
def test_every_text_of_the_tests_and_the_demo_keeps_its_meaning(documents: SheetDocuments) -> None:
    for text in written_texts():
        if len(text) <= MAX_LENGTH:
            check_touched(documents, text)


@opened
@given(text=texts)
def test_a_text_that_nobody_touched_is_written_byte_for_byte(documents: SheetDocuments, text: str) -> None:
    check_untouched(documents, text)


@changed
@given(text=texts)
def test_what_is_written_anew_means_what_it_meant(documents: SheetDocuments, text: str) -> None:
    check_touched(documents, text)


@changed
@given(text=texts, share=st.floats(0, 0.999))
def test_touching_one_block_changes_that_block_alone(documents: SheetDocuments, text: str, share: float) -> None:
    pieces, found = split_blocks(text).pieces, places(text)
    if not found:
        return
    index = int(share * len(found))
    written = documents.write(text, touch(index)).text

    above = "".join(piece.source + piece.after for piece in pieces[: found[index] - 1 if found[index] else 0])
    assert written.startswith(split_blocks(text).before.rstrip(" \t") + above)
    assert [piece.node for piece in split_blocks(written).pieces][: found[index]] == [
        piece.node for piece in pieces[: found[index]]
    ]


EDITS = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("type"),
            "at": st.integers(0, 3),
            "share": st.floats(0, 1),
            "text": st.text(st.sampled_from([*"abz3中“", *SIGNS[:-3]]), min_size=1, max_size=4),
            "mark": st.sampled_from([None, "em", "strong", "strike", "code"]),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("mark"),
            "at": st.integers(0, 3),
            "start": st.floats(0, 1),
            "end": st.floats(0, 1),
            "mark": st.sampled_from(["em", "strong", "strike", "code", "link"]),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("insert"), "at": st.just(0), "text": st.sampled_from(["", "- a", "1. ", "> b"])}
    ),
)


@changed
@given(text=texts, edits=st.lists(EDITS, min_size=1, max_size=5))
def test_what_is_edited_is_read_as_it_was_meant(documents: SheetDocuments, text: str, edits: list[Any]) -> None:
    written = documents.write(text, *edits)

    assert read_meaning(written.text) == meaning_of(written.content)


@changed
@given(text=texts, dice=st.randoms(use_true_random=False))
def test_blocks_in_another_order_say_what_they_said(documents: SheetDocuments, text: str, dice: Random) -> None:
    nodes = [piece.node for piece in split_blocks(text).pieces if piece.node]
    if not nodes or any(node["type"] == "source_block" for node in nodes):
        return  # Definitions mean the same at another place, but not twice, and not when they are gone.
    order = dice.choices(range(len(nodes)), k=dice.randint(1, len(nodes)))

    written = documents.write(text, {"kind": "arrange", "order": order})

    assert read_meaning(written.text) == meaning_of([nodes[index] for index in order])


@pytest.mark.parametrize("name", ["html", "text"])
def test_the_blocks_beside_a_touched_one_look_the_same_to_readers(documents: SheetDocuments, name: str) -> None:
    text = '# A\n\n- b\n- c\n\n> d\n\n*e*[^1] "f"\n\n| g |\n| - |\n\n[^1]: h\n'

    for index in range(len(places(text))):
        written = documents.write(text, touch(index)).text
        assert getattr(render(written), name) == getattr(render(text), name)
