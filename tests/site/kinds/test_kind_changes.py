"""Keys of kinds."""

import pytest

from blog.site.kinds.kind_changes import find_free_key


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Column", set(), "column"),
        ("Économie & État", set(), "economie-etat"),
        ("Column", {"column"}, "column-2"),
        ("Новини", set(), "kind"),
        ("Opinion", set(), "opinion-2"),
    ],
)
def test_a_key_is_ascii_and_free(name: str, taken: set[str], key: str) -> None:
    assert find_free_key(name, taken) == key
