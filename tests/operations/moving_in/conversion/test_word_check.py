"""A missing word is named; one that is only joined or parted otherwise is not missing."""

from blog.operations.moving_in.conversion.word_check import find_missing, html_text, read_words, without_words


def test_a_missing_word_is_named_as_often_as_it_is_missing() -> None:
    assert find_missing(read_words("one two two three"), read_words("two one")) == ["two", "three"]


def test_raised_figures_are_figures() -> None:
    assert find_missing(read_words("10 6 m"), read_words("10⁶ m")) == []


def test_blocks_are_apart_and_hidden_words_are_no_words() -> None:
    assert read_words(html_text("<td>a</td><td>b</td><p>c<br>d</p><p hidden>e</p>")) == ["a", "b", "c", "d"]


def test_words_that_nobody_saw_are_left_out_as_often_as_they_stand() -> None:
    assert without_words(["a", "b", "a", "c"], ["a", "z"]) == ["b", "a", "c"]


def test_a_word_that_is_joined_elsewhere_is_not_missing_beside_one_that_is() -> None:
    assert find_missing(read_words("card 1 gone authorbm"), read_words("card1 author bm")) == ["gone"]
    assert find_missing(read_words("a b a b"), read_words("ab")) == ["a", "b"]
