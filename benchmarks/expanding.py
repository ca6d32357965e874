"""One worker that expands the alert that waits, and says what it took: python -m benchmarks.expanding URL."""

import json
import resource
import sys
import time

from benchmarks.stage import set_stage
from blog.database import db
from blog.delivery.audience.expansion import expand_next


def expand_all() -> dict[str, float]:
    """Expand to the end; return seconds, seconds of the longest chunk, and peak memory in MB."""
    chunks: list[float] = []
    is_busy = True
    while is_busy:
        began = time.perf_counter()
        is_busy = expand_next(db.session)
        db.session.commit()
        db.session.expunge_all()
        chunks.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    middle = sorted(chunks)[len(chunks) // 2]
    return {"seconds": sum(chunks), "chunk": middle, "longest": max(chunks), "memory": peak}


if __name__ == "__main__":
    with set_stage(DATABASE_URL=sys.argv[1], SQLITE_SYNCHRONOUS="NORMAL"):
        print(json.dumps(expand_all()))
