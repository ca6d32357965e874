"""Every outcome and every kind of loss has words."""

from blog.operations.moving_in.imported_items import LossKind
from blog.operations.moving_in.moving_report import Outcome
from blog.operations.moving_in.report_lines import LOSSES, OUTCOMES


def test_nothing_is_without_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(LOSSES) == set(LossKind)
