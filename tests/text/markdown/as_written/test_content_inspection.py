"""What the gate before publication learns of a text."""

from blog.text.markdown.as_written.content_inspection import Heading, Link, ShownPicture, inspect_content


def test_headings_are_told_with_the_levels_their_author_gave() -> None:
    found = inspect_content("## Results\n\n#### By *region*\n\nSetext\n======\n")

    assert found.headings == [Heading(2, "Results"), Heading(4, "By region"), Heading(1, "Setext")]


def test_links_are_told_with_address_and_words() -> None:
    text = "[The **budget**](/articles/budget), [](https://example.org), [void](), [two][r]\n\n[r]: /x"

    assert inspect_content(text).links == [
        Link("/articles/budget", "The budget"),
        Link("https://example.org", ""),
        Link("", "void"),
        Link("/x", "two"),
    ]


def test_a_linked_picture_lends_the_link_its_words() -> None:
    assert inspect_content("[![A heron](picture:k3y)](/articles/heron)").links == [Link("/articles/heron", "A heron")]


def test_pictures_are_told_with_their_words_and_foreign_images_are_none() -> None:
    found = inspect_content(
        '![A heron](picture:k3y "At dawn")\n\nText ![ ](picture:other) and ![x](https://example.org/x.png)'
    )

    assert found.pictures == [ShownPicture("k3y", "A heron", "At dawn"), ShownPicture("other", "")]


def test_code_is_none_of_the_words() -> None:
    found = inspect_content("Before\n\n```\nTK in code\n```\n\n    TK indented\n\nAfter")

    assert found.words.split() == ["Before", "After"]


def test_a_text_built_to_keep_the_parser_busy_is_words_alone() -> None:
    found = inspect_content("[" * 20_000)

    assert (found.links, found.headings) == ([], [])
