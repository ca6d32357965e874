"""EasyBlog's short addresses lead to its folders."""

import pytest

from blog.operations.moving_in.sources.easyblog.media_addresses import find_media, join_media


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("user:605/foo/bar.jpg", "S/images/easyblog_images/605/foo/bar.jpg"),
        ("post:12/x.jpg", "S/files/12/x.jpg"),
        ("shared/x.jpg", "S/images/easyblog_shared/x.jpg"),
        ("shared:/x.jpg", "S/images/easyblog_shared/x.jpg"),
        ("//old.example.org/x.jpg", "https://old.example.org/x.jpg"),
        ("https://a.example/x.jpg", "https://a.example/x.jpg"),
        ("images/x.jpg", "S/images/x.jpg"),
        ("flickr:123", ""),
        ("user:605/../../etc/passwd", "S/images/easyblog_images/605/../../etc/passwd"),
        ("", ""),
    ],
)
def test_short_addresses_are_resolved(uri: str, address: str) -> None:
    assert find_media(uri, {"main_articles_path": "files/"}, "S") == address


def test_place_and_file_are_joined() -> None:
    assert (join_media("user:605", "/a/b.mp4"), join_media("", "b.mp4")) == ("user:605/a/b.mp4", "b.mp4")
