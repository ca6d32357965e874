"""What every storage has in common: names that lead nowhere else."""

import pytest

from blog.pictures.files.storage_protocol import FOLDER, NAME, FileMissing, FileUnreadable, StorageFailed


@pytest.mark.parametrize("name", ["k/1.jpg", f"{'a' * 64}/{'b' * 64}.mp3", "card-7_x/A-b.avif"])
def test_a_name_is_a_folder_and_a_file_with_a_suffix(name: str) -> None:
    assert NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["k/1", "k/.jpg", ".k/1.jpg", "k//1.jpg", "k/1.JPG", f"{'a' * 65}/1.jpg", "k/1.jpg\n"])
def test_anything_else_is_none(name: str) -> None:
    assert not NAME.fullmatch(name)
    assert not FOLDER.fullmatch("../k")


def test_what_cannot_be_read_now_is_told_apart_by_those_who_ask() -> None:
    assert issubclass(FileUnreadable, FileMissing)
    assert issubclass(StorageFailed, OSError)
