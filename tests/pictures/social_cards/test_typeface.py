"""What the typeface draws and what it lacks."""

import pytest

from blog.pictures.social_cards.typeface import drawable, font, has_letter


@pytest.mark.parametrize("letter", list("aÄéßžŁőİæ") + list("Ωςάй") + list("ЖґїЂ") + list("“„«—…€№"))
def test_latin_greek_and_cyrillic_letters_are_there(letter: str) -> None:
    assert has_letter(letter)


@pytest.mark.parametrize("letter", list("中あ한अعא🦆"))
def test_letters_of_other_scripts_are_not(letter: str) -> None:
    assert not has_letter(letter)


def test_heavier_letters_are_wider_and_larger_ones_too() -> None:
    lengths = [font(pixels, weight).getlength("Herons") for pixels, weight in ((40, 400), (40, 800), (60, 800))]

    assert lengths == sorted(set(lengths))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Herons\n return\t", "Herons return"),
        ("Cafe\u0301", "Café"),
        ("Ducks 🦆 ponds ❤️", "Ducks ponds"),
        ("\u202eHerons\u200b", "Herons"),
        ("© Herons", "© Herons"),
        ("Herons 白鷺", ""),
        ("", ""),
    ],
)
def test_a_line_is_whole_or_empty(text: str, line: str) -> None:
    assert drawable(text) == line
