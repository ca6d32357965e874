"""The time that it takes to read an article."""

WORDS_A_MINUTE = 220


def minutes_to_read(words: int) -> int:
    """Return the time to read so many *words* in minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))
