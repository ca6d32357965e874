import subprocess
import sys
import time
from pathlib import Path

from blog.delivery.worker.shutdown import StopAtSignal

ROOT = Path(__file__).parents[3]
INTERRUPTED = """
import signal
from blog.delivery.worker.shutdown import StopAtSignal

stop = StopAtSignal()
signal.signal(signal.SIGALRM, lambda *_: stop.set())
signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
for _ in range(50_000):
    stop.wait(0)
print(stop.is_set())
"""


def test_a_signal_may_come_at_any_instant_of_the_rest() -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)

    assert done.stdout.strip() == "True", done.stderr


def test_the_rest_ends_in_time_or_when_asked() -> None:
    stop = StopAtSignal()

    assert stop.wait(0.001) is False
    stop.set()
    stop.set()
    started = time.monotonic()
    assert stop.wait(60) is True
    assert time.monotonic() - started < 30
    assert stop.is_set()
