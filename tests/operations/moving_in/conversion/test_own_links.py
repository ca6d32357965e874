"""Links to the old site are paths, others stay, and files there keep their address."""

import pytest

from blog.operations.moving_in.conversion.own_links import OURS, OwnLinks, finish_links


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("http://www.old.example.org/a/", f"{OURS}/a/"),
        ("../b/", f"{OURS}/2019/b/"),
        ("https://other.example/a/", "https://other.example/a/"),
        ("https://old.example.org/a.pdf", "https://old.example.org/a.pdf"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://[broken", ""),
        ("#note", "#note"),
    ],
)
def test_addresses_are_written(address: str, written: str) -> None:
    assert OwnLinks("https://old.example.org", "/2019/story/").rewrite(address) == written


def test_paths_and_calls_are_finished() -> None:
    assert finish_links(f"[a]({OURS}/x) [b](https://call.invalid/+49)") == "[a](/x) [b](tel:+49)"
