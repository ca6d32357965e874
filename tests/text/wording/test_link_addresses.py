"""Words that are the address of their link change it, too; other words leave it."""

import pytest

from blog.text.wording.finding import find_wording
from blog.text.wording.link_addresses import AddressNotFollowed
from blog.text.wording.replacing import replace_at
from blog.text.wording.source_map import map_source


def replace(text: str, old: str, new: str) -> str:
    [place] = find_wording(map_source(text), old)
    return replace_at(text, place, new, {})


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("Call [030 123](tel:+4930123) now", "030 123", "030 124", "Call [030 124](tel:+4930124) now"),
        ("[+49 (0)30 123](tel:+4930123)", "123", "129", "[+49 (0)30 129](tel:+4930129)"),
        ("[030/123-45](tel:03012345)", "45", "46", "[030/123-46](tel:03012346)"),
        ("[030 123](tel:+4930123)", "030 123", "+43 1 555", "[+43 1 555](tel:+431555)"),
        ("Or [a@b.org](mailto:a@b.org).", "a@b.org", "c@b.org", "Or [c@b.org](mailto:c@b.org)."),
        ("[a@b.org](mailto:a@b.org?subject=Hi)", "a@b", "a@d", "[a@d.org](mailto:a@d.org?subject=Hi)"),
        ("[www.b.org/a](https://www.b.org/a)", "org/a", "org/c", "[www.b.org/c](https://www.b.org/c)"),
        ('[b.org](https://b.org/ "B")', "b.org", "d.org", '[d.org](https://d.org "B")'),
        ("[**b.org**](http://b.org)", "b.org", "d.org", "[**d.org**](http://d.org)"),
        ("[030 123][n]\n\n[n]: tel:+4930123", "030 123", "030 124", "[030 124][n]\n\n[n]: tel:+4930124"),
        ("See https://b.org/a here", "b.org/a", "b.org/c", "See https://b.org/c here"),
        ("See <https://b.org/a> here", "b.org/a", "b.org/c", "See <https://b.org/c> here"),
        ("[1](/a) [030 1](tel:0301) [030 1](tel:0301)", "030 1 030 1", "030 2 030 1",
         "[1](/a) [030 2](tel:0302) [030 1](tel:0301)"),
        ("Ask [the office](tel:+4930123)", "the office", "our office", "Ask [our office](tel:+4930123)"),
        ("In [2024](https://b.org/2024)", "2024", "2025", "In [2025](https://b.org/2024)"),
        ("Ring [030 123](tel:+4930123)", "Ring", "Call", "Call [030 123](tel:+4930123)"),
    ],
)  # fmt: skip
def test_the_address_follows_its_words(text: str, old: str, new: str, result: str) -> None:
    assert replace(text, old, new) == result


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("[030 123](tel:+4930123)", "030 123", "our office"),
        ("[a@b.org](mailto:a@b.org)", "a@b.org", "the editor"),
        ("[b.org](https://b.org)", "b.org", "their page"),
        ("[030 123][n] and [us][n]\n\n[n]: tel:+4930123", "030 123", "030 124"),
    ],
)
def test_words_that_tell_no_address_are_refused(text: str, old: str, new: str) -> None:
    with pytest.raises(AddressNotFollowed):
        replace(text, old, new)
