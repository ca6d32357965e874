"""make bench: run every measurement and print a line for each; "python -m benchmarks crashes" runs those it names."""

import sys

from benchmarks import (
    backing_up,
    caching,
    crashes,
    desk,
    exactness,
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
ON_REQUEST = (backing_up, crashes, desk, hostile, lists, losses, moving_in, searching, typing, upgrade)
"""Run only when they are named: they take minutes."""

if __name__ == "__main__":
    chosen = [one for one in DEFAULT + ON_REQUEST if one.__name__.rpartition(".")[2] in sys.argv[1:]]
    for measurement in chosen or DEFAULT:
        for line in measurement.measure():
            print(line, flush=True)
