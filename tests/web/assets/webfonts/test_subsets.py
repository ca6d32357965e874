"""Which letters stand in which file."""

from blog.web.assets.webfonts.subsets import SUBSETS, Subset


def test_a_range_is_written_as_css_has_it() -> None:
    subset = Subset("few", ((0x20, 0x7E), (0x2026, 0x2026)), ())

    assert subset.unicode_range == "U+20-7E, U+2026"
    assert list(subset.code_points) == [*range(0x20, 0x7F), 0x2026]


def test_no_character_stands_in_two_files() -> None:
    """A browser would load both for it."""
    numbers = [number for subset in SUBSETS for number in subset.code_points]

    assert len(numbers) == len(set(numbers))


def test_the_letters_of_a_page_of_europe_are_all_there() -> None:
    words = "Ångström déjà Œuvre «naïve» – “quoted” ‘it’s’ … € 3 × 4 ½ Łódź İzmir Ţară Київ Ґанок Ελλάδα"
    covered = {chr(number) for subset in SUBSETS for number in subset.code_points}

    assert set(words) - covered == set()
