"""Topics are listed by name."""

from sqlalchemy.orm import Session

from blog.models import Topic
from tests.models.rows import topic


def test_topics_are_listed_by_name(session: Session) -> None:
    session.add_all(topic(name) for name in ("Water", "Grants", "Schools"))

    assert [row.name for row in session.scalars(Topic.by_name())] == ["Grants", "Schools", "Water"]
