"""Links between files lead to articles, whichever form they have; a picture is the one beside its text."""

import pytest

from blog.operations.moving_in.sources.markdown_folder.text_places import TextPlaces

NAMES = ("content/posts/one/index.md", "content/posts/one/boat.jpg", "content/posts/two/index.md",
         "content/posts/two/boat.jpg", "content/posts/three.md", "_posts/2021-8-1-four.md")  # fmt: skip


@pytest.fixture
def places() -> TextPlaces:
    places = TextPlaces(NAMES)
    for name in NAMES:
        if name.endswith(".md"):
            places.add(name, f"/{name.removesuffix('.md').removesuffix('/index').rsplit('/', 1)[-1]}/")
    return places


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("../three.md", "/three/"),
        ("three.md", "/three/"),
        ("/posts/three", "/three/"),
        ("posts/three.md#part", "/three/#part"),
        ("/posts/two/", "/two/"),
        ("../two/index.md", "/two/"),
        ("2021-8-1-four", "/2021-8-1-four/"),
        ("_posts/2021-8-1-four.md", "/2021-8-1-four/"),
        ("nowhere.md", ""),
        ("", ""),
    ],
)
def test_a_reference_finds_its_text(places: TextPlaces, reference: str, address: str) -> None:
    assert places.find(reference, "content/posts/one/index.md") == address


def test_links_and_pictures_of_a_text_are_rewritten(places: TextPlaces) -> None:
    text = (
        '[a](../three.md) ![b](boat.jpg "T") <img src="boat.jpg"> [c](https://a.example/x.md) [d](#e)\n\n[f]: three.md'
    )
    two = "/posts/two/boat.jpg"

    made = places.rewrite(text, "content/posts/two/index.md")

    assert made.startswith(f'[a](/three/) ![b]({two} "T") <img src="{two}"> [c](https://a.example/x.md) [d](#e)')
    assert made.endswith("[f]: /three/")
