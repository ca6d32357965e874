"""The moment of an event: the planned one, where there is one."""

from datetime import datetime, timedelta

import pytest

from blog.models import ArticleEvent, EventKind
from tests.models.rows import NOW

PLANNED = NOW - timedelta(hours=3)


@pytest.mark.parametrize(("details", "due_at"), [({}, NOW), ({"due_at": PLANNED.isoformat()}, PLANNED)])
def test_an_event_was_due_when_it_was_planned_or_when_it_happened(details: dict[str, str], due_at: datetime) -> None:
    event = ArticleEvent(kind=EventKind.MISSED, happened_at=NOW, details=details)

    assert event.due_at == due_at
