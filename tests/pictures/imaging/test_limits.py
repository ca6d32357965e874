"""The limits hold in a process of their own, which each test starts."""

import fcntl
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
START = (
    "import sys, types; blog = sys.modules['blog'] = types.ModuleType('blog'); blog.__path__ = ['blog'];"
    " from blog.pictures.imaging.limits import limit_resources, wait_for_turn; from pathlib import Path\n"
)


def run(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", "-c", START + program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_memory_above_the_limit_is_an_error_and_not_the_machines():
    ended = run("limit_resources(2**26, 9); bytearray(2**24)\ntry: bytearray(2**27)\nexcept MemoryError: print('held')")

    assert (ended.stdout, ended.returncode) == ("held\n", 0)


def test_of_all_processes_the_decoder_is_the_first_to_end():
    ended = run("limit_resources(2**28, 9); print(Path('/proc/self/oom_score_adj').read_text())")

    assert ended.stdout.strip() == "1000"


def test_a_turn_that_does_not_come_is_a_refusal(tmp_path):
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = run(f"wait_for_turn(Path({str(tmp_path / 'lock')!r}), 1)")

    assert "Undecodable: busy" in ended.stderr
