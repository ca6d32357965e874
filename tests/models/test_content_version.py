"""The content version is one row."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import ContentVersion


def test_there_is_one_content_version(session: Session) -> None:
    session.add(ContentVersion(number=1, mark=2))
    session.flush()
    session.expunge_all()
    session.add(ContentVersion(number=2, mark=3))

    with pytest.raises(IntegrityError):
        session.flush()
