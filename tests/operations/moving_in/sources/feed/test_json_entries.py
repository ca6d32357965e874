"""Parts of a JSON Feed that are not what they should be do no harm."""

import json
from pathlib import Path

import pytest

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.sources.feed.feed_entries import SyndicatedItem
from blog.operations.moving_in.sources.feed.json_entries import read_json_feed


@pytest.mark.parametrize("wrong", [5, "x", [5], {"a": 1}, [{"url": 5}], [{"name": ""}]])
def test_parts_of_another_kind_are_passed_over(tmp_path: Path, wrong: object) -> None:
    item = {"id": 1, "url": "/a", "authors": wrong, "attachments": wrong, "tags": 5}
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({"authors": wrong, "items": [item]}))

    with open_bundle(path) as bundle:
        found = [one for one in read_json_feed(bundle, path.name) if isinstance(one, SyndicatedItem)]

    assert [one.link for one in found] == ["/a"]
