"""A card is drawn once, and one at a time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blog.pictures.files.storage import FileMissing, FolderStorage
from blog.pictures.social_cards import card_files
from blog.pictures.social_cards.card_files import DrawingBusy, load_or_draw
from blog.pictures.social_cards.card_names import Card

CARD = Card("7", "IFBG News", "", "The well", "news.example.org")


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    return FolderStorage(tmp_path)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that are drawn, in order."""
    cards: list[Card] = []

    def draw(card: Card, mark: bytes) -> bytes:
        cards.append(card)
        return card.headline.encode()

    monkeypatch.setattr(card_files, "draw", draw)
    return cards


def test_a_card_is_drawn_once_and_then_read(storage: FolderStorage, drawn: list[Card]) -> None:
    found = [load_or_draw(storage, CARD) for _ in range(3)]

    assert found == [b"The well"] * 3
    assert drawn == [CARD]


def test_the_earlier_card_of_a_subject_goes_and_others_stay(storage: FolderStorage, drawn: list[Card]) -> None:
    later, other = (Card("7", "IFBG News", "", "Two wells"), Card("8", "IFBG News", "", "Elsewhere"))
    for card in (CARD, other, later):
        load_or_draw(storage, card)

    assert [storage.exists(card.file) for card in (CARD, other, later)] == [False, True, True]
    assert drawn == [CARD, other, later]


def test_threads_that_ask_at_once_draw_once(storage: FolderStorage, drawn: list[Card]) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda *_: load_or_draw(storage, CARD), range(16)))

    assert (found, drawn) == ({b"The well"}, [CARD])


@pytest.mark.usefixtures("drawn")
def test_whoever_cannot_draw_in_time_is_told(storage: FolderStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_files, "LOCK_TIMEOUT_SECONDS", 0.01)

    with card_files.DRAWING_LOCK, pytest.raises(DrawingBusy, match=CARD.name):
        load_or_draw(storage, CARD)

    assert load_or_draw(storage, CARD)


def test_a_drawing_that_fails_lets_the_next_one_begin(storage: FolderStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_files, "draw", lambda *_: 1 / 0)
    monkeypatch.setattr(card_files, "LOCK_TIMEOUT_SECONDS", 0.01)

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            load_or_draw(storage, CARD)

    with pytest.raises(FileMissing):
        storage.read(CARD.file)
