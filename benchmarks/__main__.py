"""make bench: run the quick measurements, a line for each; "python -m benchmarks crashes" runs those it names."""

import argparse
import sys
from types import ModuleType

from benchmarks import (
    backing_up,
    caching,
    crashes,
    desk,
    exactness,
    following,
    hostile,
    letters,
    lists,
    losses,
    moving_in,
    publishing,
    reading,
    rendering,
    searching,
    sending,
    spam_score,
    typing,
    upgrade,
    uploading,
)

DEFAULT = (reading, rendering, caching, exactness, publishing, uploading, letters, spam_score, sending)
ON_REQUEST = (backing_up, crashes, desk, following, hostile, lists, losses, moving_in, searching, typing, upgrade)
"""Run only when they are named: they take minutes."""


def name_of(measurement: ModuleType) -> str:
    """Return the word that runs a measurement."""
    return measurement.__name__.rpartition(".")[2]


def read_names(words: list[str]) -> list[str]:
    """Return the measurements that the command line names; a word that names none ends the program with a sentence."""
    quick, slow = (", ".join(map(name_of, group)) for group in (DEFAULT, ON_REQUEST))
    about = f"Run without being named: {quick}. Only when named, since they take minutes: {slow}."
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure the site.", epilog=about)
    parser.add_argument("words", nargs="*", metavar="NAME", help="a measurement, or a number that it asks for")
    names = [word for word in parser.parse_args(words).words if not word.isdigit()]
    if unknown := set(names) - set(map(name_of, DEFAULT + ON_REQUEST)):
        parser.error(f"There is no measurement {', '.join(sorted(unknown))}. {about}")
    return names


if __name__ == "__main__":
    names = read_names(sys.argv[1:])
    chosen = [one for one in DEFAULT + ON_REQUEST if name_of(one) in names]
    for measurement in chosen or DEFAULT:
        for line in measurement.measure():
            print(line, flush=True)
