"""A diagnosis names its subject, severity and message; a monitor reads the severity."""

from collections.abc import Callable

import pytest

from blog.operations.doctor.findings import Diagnosis, Severity, ok, warn, wrong


@pytest.mark.parametrize(("make", "severity"), [(ok, Severity.OK), (warn, Severity.WARN), (wrong, Severity.WRONG)])
def test_each_maker_gives_its_severity(make: Callable[[str, str], Diagnosis], severity: Severity) -> None:
    assert make("disk", "It is full.") == Diagnosis("disk", severity, "It is full.")


def test_the_words_that_operators_see_stay() -> None:
    assert list(Severity) == ["ok", "warn", "WRONG"]
