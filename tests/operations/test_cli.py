"""What "flask serve" does beside its processes."""

from blog.operations.cli import run
from blog.operations.supervisor import Supervisor


class Recorder(Supervisor):
    """Starts nothing, and remembers which addresses were asked."""

    asked: tuple[str, ...] = ()

    def stop_on_signals(self) -> None:
        self.is_stopping = True

    def wait_for(self, address: str) -> bool:
        self.asked += (address,)
        return True


def test_a_production_run_does_not_ask_itself_under_a_name_that_it_refuses() -> None:
    supervisor = Recorder({})

    status = run(supervisor, [], "http://127.0.0.1:8000", "")

    assert (status, supervisor.asked) == (0, ())


def test_a_development_run_prints_where_it_is_once_it_answers() -> None:
    supervisor = Recorder({})

    run(supervisor, [], "http://127.0.0.1:8000", "Broadsheet is running.")

    assert supervisor.asked == ("http://127.0.0.1:8000/healthz",)
