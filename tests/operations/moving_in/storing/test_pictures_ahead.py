"""Pictures are read ahead, each once, and what nobody takes goes again."""

from collections.abc import Callable
from concurrent.futures import wait

import pytest

from blog.operations.moving_in.imported_items import PictureItem
from blog.operations.moving_in.storing.imported_pictures import PictureMissing
from blog.operations.moving_in.storing.pictures_ahead import PicturesAhead
from blog.pictures.files.decoder_process import DecodedPhoto
from blog.pictures.files.upload import StoredPhoto

PHOTO = DecodedPhoto(640, 400, [640], {}, is_first_of_many=False)


def receiving(asked: list[str]) -> Callable[[PictureItem], StoredPhoto]:
    def receive(item: PictureItem) -> StoredPhoto:
        asked.append(item.address)
        if "missing" in item.address:
            raise PictureMissing("It is not there.")
        return StoredPhoto(f"key of {item.address}", PHOTO)

    return receive


def test_sizes_of_one_picture_are_read_once() -> None:
    asked: list[str] = []
    ahead = PicturesAhead(receiving(asked))
    small, whole = (
        PictureItem("https://old.example.org/quay-300x200.jpg"),
        PictureItem("http://old.example.org/quay.jpg"),
    )

    ahead.begin(small)
    ahead.begin(whole)

    assert ahead.result(whole).key == f"key of {small.address}"
    ahead.close(asked.append)
    assert asked == [small.address]


def test_what_was_not_begun_is_read_at_once_and_failures_are_told() -> None:
    ahead = PicturesAhead(receiving([]))
    missing = PictureItem("https://old.example.org/missing.jpg")
    ahead.begin(missing)

    assert ahead.result(PictureItem("https://old.example.org/late.jpg")).key.endswith("late.jpg")
    with pytest.raises(PictureMissing):
        ahead.result(missing)
    ahead.close(lambda key: None)


def test_what_nobody_took_goes_at_the_end() -> None:
    deleted: list[str] = []
    ahead = PicturesAhead(receiving([]))
    for name in ("quay", "missing"):
        ahead.begin(PictureItem(f"https://old.example.org/{name}.jpg"))
    wait(ahead.begun.values())

    ahead.close(deleted.append)

    assert deleted == ["key of https://old.example.org/quay.jpg"]
