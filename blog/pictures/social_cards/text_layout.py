"""Fit a headline into a box: as large as it fits, in lines of nearly one length."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str], float]
"""Returns how wide a text is, in pixels."""
ELLIPSIS = "…"


@dataclass(frozen=True)
class FittedText:
    """Lines at one size in pixels."""

    lines: Sequence[str]
    size: int


def fit(
    text: str,
    sizes: Sequence[int],
    measure_at: Callable[[int], Measure],
    max_lines: Callable[[int], int],
    width: int,
) -> FittedText:
    """Return *text* at the first of *sizes* at which it fits; at the last it is cut, with an ellipsis.

    Args:
        text: words on one line.
        sizes: pixels, descending.
        measure_at: the measure of one size.
        max_lines: how many lines of one size have room.
        width: pixels of a line.
    """
    for size in sizes:
        measure = measure_at(size)
        lines = break_lines(text, measure, width)
        if len(lines) <= max_lines(size) and all(measure(line) <= width for line in lines):
            return FittedText(balance(text, measure, width, len(lines)), size)
    size = sizes[-1]
    measure = measure_at(size)
    return FittedText(truncate(break_long_words(text, measure, width), measure, width, max_lines(size)), size)


def break_lines(text: str, measure: Measure, width: float) -> list[str]:
    """Return *text* in lines no wider than *width* pixels, but for words that are wider alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balance(text: str, measure: Measure, width: int, count: int) -> list[str]:
    """Return *text* in *count* lines whose longest is as short as it can be, to 4 pixels."""
    low, high = width // (count + 1), width
    while high - low > 4:
        middle = (low + high) // 2
        lines = break_lines(text, measure, middle)
        if len(lines) <= count and all(measure(line) <= middle for line in lines):
            high = middle
        else:
            low = middle
    return break_lines(text, measure, high)


def break_long_words(text: str, measure: Measure, width: float) -> list[str]:
    """Return *text* in lines, with words that are wider than a line broken wherever the line ends."""
    pieces: list[str] = []
    for word in text.split(" "):
        rest = word
        while measure(rest) > width:
            fitting = next((end for end in range(len(rest) - 1, 0, -1) if measure(rest[:end]) <= width), 1)
            pieces.append(rest[:fitting])
            rest = rest[fitting:]
        pieces.append(rest)
    return break_lines(" ".join(pieces), measure, width)


def truncate(lines: Sequence[str], measure: Measure, width: float, limit: int) -> list[str]:
    """Return the first *limit* of *lines*; where some are left out, the last ends with an ellipsis."""
    if len(lines) <= limit:
        return list(lines)
    last = lines[limit - 1]
    while measure(last + ELLIPSIS) > width:
        shorter = last.rpartition(" ")[0] or last[:-1]
        last = shorter.rstrip(" ,;:–—-.")
    return [*lines[: limit - 1], last + ELLIPSIS]
