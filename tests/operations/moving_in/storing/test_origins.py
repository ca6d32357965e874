"""Originals come back as they were kept."""

from blog.operations.moving_in.imported_items import ArticleItem
from blog.operations.moving_in.storing.origins import fingerprint_of, pack_original, unpack_original
from tests.operations.moving_in.exports import NOW


def test_the_original_comes_back() -> None:
    kept = ArticleItem("1", "T", "<p>Body</p>", published_at=NOW, comments=[{"id": "5"}]).as_kept()

    assert unpack_original(pack_original(kept)) == {**kept, "comments": [{"id": "5"}]}
    assert fingerprint_of(kept) != fingerprint_of({**kept, "title": "U"})
