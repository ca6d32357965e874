"""The people and topics of the demo are those that its articles name."""

from blog.models import Role
from blog.operations.demo.manuscripts import read_manuscripts
from blog.operations.demo.newsroom import PEOPLE, TOPICS


def test_every_article_names_known_people_and_topics() -> None:
    bylines = {person.byline for person in PEOPLE}
    manuscripts = read_manuscripts()

    assert {manuscript.facts["author"] for manuscript in manuscripts} <= bylines
    assert {name for manuscript in manuscripts for name in manuscript.coauthors} <= bylines
    assert {topic for manuscript in manuscripts for topic in manuscript.topics} == set(TOPICS)


def test_the_demo_has_one_administrator_and_sends_no_mail_to_real_addresses() -> None:
    assert [person.role for person in PEOPLE].count(Role.ADMINISTRATOR) == 1
    assert all(person.address.endswith(".example.org") for person in PEOPLE)
