"""Links to documents lead to the library once they are there."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.conversion.linked_files import title_of_address

SITE, KEY = "https://old.example.org", "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("html", "site", "address", "markdown"),
    [
        ('<p>See <a href="/f/a%20b.pdf#page=3">A</a>.</p>', SITE, f"{SITE}/f/a%20b.pdf", f"See [A](file:{KEY})."),
        ('<p>See <a href="f/Bäder (1).pdf">A</a>.</p>', "", "f/Bäder (1).pdf", f"See [A](file:{KEY})."),
        ('<audio src="/s/talk_two.mp3"></audio>', "", "/s/talk_two.mp3", f"[talk two](file:{KEY})"),
        ('<video><source src="/s/a.ogg"></video>', SITE, f"{SITE}/s/a.ogg", f"[a](file:{KEY})"),
    ],
)
def test_a_link_leads_to_the_file(html: str, site: str, address: str, markdown: str) -> None:
    body = convert_html(html, site)

    assert [one.partition("#")[0] for one in body.files.values()] == [address]
    assert body.write(lambda _one: "", dict.fromkeys(body.files.values(), KEY)) == markdown


def test_without_the_file_the_old_address_stays() -> None:
    body = convert_html('<p><a href="/f/a.pdf">A</a> <a href="/f/ab.pdf">B</a></p>', SITE)

    assert body.write(lambda _one: "", {f"{SITE}/f/ab.pdf": KEY}) == f"[A]({SITE}/f/a.pdf) [B](file:{KEY})"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (f"{SITE}/f/Rapport_%C3%A9t%C3%A9.pdf?x=1", "Rapport été"),
        (f"{SITE}/", ""),
        (f"{SITE}/a.b.mp3", "a.b"),
    ],
)
def test_a_file_is_called_by_its_name(address: str, title: str) -> None:
    assert title_of_address(address) == title
