"""Frequencies are declared the soonest first; the stored words stay."""

from blog.models import AlertLevel, Frequency, LowChoice, UrgentChoice


def test_the_soonest_frequency_is_the_first() -> None:
    assert list(Frequency) == [Frequency.INSTANT, Frequency.DAILY, Frequency.WEEKLY]


def test_the_stored_words_stay() -> None:
    assert [" ".join(words) for words in (AlertLevel, UrgentChoice, LowChoice)] == [
        "urgent normal low",
        "at_once as_others never",
        "as_others daily weekly never",
    ]
