"""A database belongs to one installation, whose epoch begins at 0."""

from sqlalchemy.orm import Session

from blog.models import Installation
from tests.models.rows import NOW


def test_a_new_installation_is_row_one_and_begins_at_epoch_zero(session: Session) -> None:
    row = Installation(fingerprint="f" * 64, declared_at=NOW)
    session.add(row)
    session.flush()

    assert (row.id, row.epoch) == (1, 0)
