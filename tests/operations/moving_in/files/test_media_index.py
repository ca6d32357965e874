"""The file of a picture is found by the end of its address, the full size before a smaller copy."""

from pathlib import Path

import pytest

from blog.operations.moving_in.files.export_files import FolderBundle
from blog.operations.moving_in.files.media_index import MediaIndex, full_sizes, picture_key


def index_of(folder: Path, *names: str) -> MediaIndex:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return MediaIndex([FolderBundle(folder)])


NAMES = (
    "2013/06/quay.jpg", "2014/01/quay.jpg", "2014/01/möwe.jpg", "2021/05/boat.png", "2014/01/turned-e1400000001.jpg",
    "2015/02/only-300x200.jpg", "2015/02/only-1024x683.jpg", "2015/02/My%20Photo%20(1).jpg",
    "2015/02/Gro\u0308ße.jpg", "2015/02/Case.jpg", "2015/02/case.jpg",
)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a.example/wp-content/uploads/2013/06/quay-300x200.jpg", "2013/06/quay.jpg"),
        ("https://a.example/wp-content/uploads/2013/06/quay-scaled.jpg", "2013/06/quay.jpg"),
        ("https://a.example/wp-content/uploads/2014/01/quay-e1400000000-300x200.jpg", "2014/01/quay.jpg"),
        ("https://a.example/wp-content/uploads/2014/01/m%C3%B6we.jpg", "2014/01/möwe.jpg"),
        ("https://a.example/content/images/size/w600/2021/05/Boat.png", "2021/05/boat.png"),
        ("https://a.example/uploads/2013/06/quay-300x200.jpg?w=1024&amp;ssl=1", "2013/06/quay.jpg"),
        ("https://a.example/uploads/2014/01/turned-e1400000001-300x200.jpg", "2014/01/turned-e1400000001.jpg"),
        ("https://a.example/uploads/2015/02/only.jpg", "2015/02/only-1024x683.jpg"),
        ("https://a.example/uploads/2015/02/only-scaled.jpg", "2015/02/only-1024x683.jpg"),
        ("https://a.example/uploads/2015/02/My%20Photo%20(1).JPG", "2015/02/My%20Photo%20(1).jpg"),
        ("https://a.example/uploads/2015/02/Gr%C3%B6%C3%9Fe.jpg", "2015/02/Gro\u0308ße.jpg"),
        ("https://a.example/uploads/2015/02/Case.jpg", "2015/02/Case.jpg"),
        ("https://a.example/uploads/2015/02/case.jpg", "2015/02/case.jpg"),
        ("https://a.example/uploads/2021/05/missing.png", None),
        ("https://a.example/elsewhere/quay.jpg", None),
    ],
)
def test_a_picture_is_found(tmp_path: Path, address: str, name: str | None) -> None:
    index = index_of(tmp_path, *NAMES)

    found = index.find(address)

    assert (found.name if found else None) == name


def test_sizes_of_one_picture_are_one_picture() -> None:
    assert picture_key("http://www.a.example/x/q-300x200.jpg") == picture_key("https://a.example/x/q.jpg")


def test_the_largest_copy_is_asked_for_first() -> None:
    small = "https://1.bp.blogspot.com/-a/V/AAA/s640/photo.jpg"

    assert full_sizes(small)[0] == "https://1.bp.blogspot.com/-a/V/AAA/s0/photo.jpg"


def test_a_script_shows_another_picture_for_each_question() -> None:
    assert picture_key("https://a.example/show.php?id=1") != picture_key("https://a.example/show.php?id=2")


@pytest.mark.parametrize("size", ["=s320", "=w640-h480", "=w400-h300-p-k-no-nu"])
def test_a_picture_of_blogger_without_a_name_is_had_whole(size: str) -> None:
    assert full_sizes(f"https://blogger.googleusercontent.com/img/a/AVvXsEh_-x{size}")[0].endswith("AVvXsEh_-x=s0")
