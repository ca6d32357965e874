"""An import goes through its steps; what is stopped goes on where it was."""

from blog.models import ImportStep, SiteImport, StepState
from tests.factories import NOW


def test_a_step_begins_anew_and_a_stopped_one_goes_on() -> None:
    one = SiteImport()
    one.begin(ImportStep.CHECK)
    one.done, one.total, one.started_at = 3, 9, NOW
    one.end(StepState.STOPPED, NOW)
    one.resume()
    resumed = (one.state, one.done, one.started_at, one.ended_at)
    one.begin(ImportStep.TAKE)

    assert resumed == (StepState.DUE, 3, NOW, None)
    assert (one.step, one.is_active, one.done, one.started_at) == (ImportStep.TAKE, True, 0, None)


def test_a_long_problem_fits_its_column() -> None:
    one = SiteImport()

    one.end(StepState.FAILED, NOW, "x" * 900)

    assert len(one.problem) == 500
