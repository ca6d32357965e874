"""Files without the inspector's process."""

import pytest

from blog.models import Role
from blog.pictures.attachments import inspector_process
from tests.authoring.conftest import Desk, Sit, sit
from tests.pictures.attachments.attachment_factories import inspect_in_process

__all__ = ["sit"]


@pytest.fixture
def desk(sit: Sit) -> Desk:
    """An editor at the desk."""
    return sit(role=Role.EDITOR)


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspector_process, "run_inspector", inspect_in_process)
