"""How the limits of single domains are written in a setting."""

OTHERS = "*"
"""Stands for every domain that has no limit of its own, each for itself."""


def read_domain_limits(text: str) -> dict[str, int]:
    """Return the limit of each domain in a setting such as "gmail.com=2000, *=500".

    Raises:
        ValueError: it cannot be read.
    """
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    limits = {domain.strip().casefold(): int(number) for domain, _, number in pairs}
    if "" in limits or any(number <= 0 for number in limits.values()):
        raise ValueError(text)
    return limits
