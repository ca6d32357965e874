"""What "flask serve" does beside its processes."""

import pytest

from blog.operations.command_line.cli import run
from blog.operations.supervisor import Supervisor


class Recorder(Supervisor):
    """Starts nothing, and remembers which addresses were asked."""

    asked: tuple[str, ...] = ()

    def stop_on_signals(self) -> None:
        self.is_stopping = True

    def wait_for(self, address: str) -> bool:
        self.asked += (address,)
        return True


def test_a_run_prints_where_it_listens_once_it_answers(capsys: pytest.CaptureFixture[str]) -> None:
    supervisor = Recorder({})

    status = run(supervisor, [], "http://127.0.0.1:8000", "Broadsheet listens.")

    assert (status, supervisor.asked) == (0, ("http://127.0.0.1:8000/healthz",))
    assert capsys.readouterr().out == "Broadsheet listens.\n"
