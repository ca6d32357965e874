"""Seed data: fills an empty database with the demo newsroom."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy import select

from blog.accounts.people.enrolment import add_person
from blog.accounts.signin.current_user import password_hasher
from blog.authoring.drafts.bylines import Reviewer, set_coauthors, set_reviewer
from blog.authoring.drafts.writing import Manuscript, create_draft
from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.publishing import AlertOptions, publish
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import AnySession
from blog.models import Article, ArticleState, EventKind, Person, Picture, ReviewCredit, Topic
from blog.operations.demo.furnishing import attach_files, choose_kind, furnish
from blog.operations.demo.manuscripts import DemoArticle, read_manuscripts, read_photo
from blog.operations.demo.newsroom import PEOPLE, TOPICS
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import Upload, current_limits, save_picture
from blog.web.addresses.topic_slugs import find_or_add_topic

PHOTO = re.compile(r"!\[([^\]]*)\]\(photo:([a-z-]+)")
EASY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read as others."""


class NotEmpty(Exception):
    """The database has people or articles already."""


@dataclass(frozen=True)
class DemoLogin:
    """How to sign in to the new newsroom; the password is kept nowhere else."""

    address: str
    password: str


def seed_newsroom(session: AnySession, storage: Storage, now: datetime) -> DemoLogin:
    """Fill the database with people, topics, photos and articles of the year before *now*; the caller commits.

    The administrator alone can sign in, with a random password. No alert is owed.

    Raises:
        NotEmpty: there are people or articles.
    """
    require_empty(session)
    password = make_password()
    people = enrol_people(session, password, now)
    topics = add_topics(session)
    for manuscript in read_manuscripts():
        chosen = [topics[name] for name in manuscript.topics]
        article = add_article(session, storage, manuscript, people[manuscript.facts["author"]], chosen, now)
        name_others(session, article, manuscript, people)
        choose_kind(session, article, manuscript.facts)
        move_on(session, article, manuscript, now)
    session.flush()
    furnish(session, people[PEOPLE[0].byline], now)
    return DemoLogin(PEOPLE[0].address, password)


def require_empty(session: AnySession) -> None:
    """Raise NotEmpty if anybody has begun to use the database."""
    if session.scalar(select(Person.id).limit(1)) or session.scalar(select(Article.id).limit(1)):
        raise NotEmpty


def make_password() -> str:
    """Return a password of sixteen letters and digits in groups of four (79 bits)."""
    return "-".join("".join(secrets.choice(EASY_LETTERS) for _ in range(4)) for _ in range(4))


def enrol_people(session: AnySession, password: str, now: datetime) -> dict[str, Person]:
    """Add the people and return them by byline; the first gets *password*, the others none."""
    people = {}
    for person in PEOPLE:
        stored = password_hasher().hash(password) if person is PEOPLE[0] else None
        row = add_person(session, person.address, person.name, person.role, stored, now - timedelta(days=400))
        row.biography = person.biography
        people[person.byline] = row
    return people


def add_topics(session: AnySession) -> dict[str, Topic]:
    """Add the topics and return them by name."""
    topics = {}
    for name, description in TOPICS.items():
        topics[name] = find_or_add_topic(session, name)
        topics[name].description = description
    return topics


def add_article(
    session: AnySession,
    storage: Storage,
    manuscript: DemoArticle,
    author: Person,
    topics: Iterable[Topic],
    now: datetime,
) -> Article:
    """Add one article with its photos, as a draft, and return it."""
    facts, moment = manuscript.facts, manuscript.written_at(now)
    session.flush()
    body = keep_body_photos(session, storage, manuscript.body, author, moment)
    return create_draft(
        session,
        author,
        Manuscript(
            slug=manuscript.slug,
            headline=facts["headline"],
            standfirst=facts["standfirst"],
            body=attach_files(session, storage, body, author, moment),
            topic_ids=[topic.id for topic in topics],
            lead_picture=keep_lead(session, storage, facts, author, moment),
            lead_alt=facts.get("alt", ""),
            lead_caption=facts.get("caption", ""),
            lead_credit=facts.get("credit", ""),
        ),
        moment,
    )


def name_others(session: AnySession, article: Article, manuscript: DemoArticle, people: Mapping[str, Person]) -> None:
    """Name the further authors of *article* and who checked its facts."""
    set_coauthors(session, article, [people[byline].id for byline in manuscript.coauthors])
    if "checked" in manuscript.facts:
        checker = people[manuscript.facts["checked"]]
        set_reviewer(session, article, Reviewer(checker.id, ReviewCredit.FACT_CHECKED))


def move_on(session: AnySession, article: Article, manuscript: DemoArticle, now: datetime) -> None:
    """Hand *article* in, schedule it, publish it or leave it a draft, as its file says."""
    moment, author = manuscript.written_at(now), article.author_id
    if manuscript.is_in_review:
        article.state = ArticleState.IN_REVIEW
        note = manuscript.facts.get("note", "")
        record_event(session, article, EventKind.SUBMITTED, moment, person_id=author, note=note)
    elif manuscript.is_scheduled:
        schedule(session, article, SchedulePlan(manuscript.goes_live_at(now), author), now)
    elif not manuscript.is_draft:
        publish(session, article, moment, send_alert=False, options=AlertOptions(person_id=author))


def keep_lead(
    session: AnySession, storage: Storage, facts: Mapping[str, str], author: Person, now: datetime
) -> Picture | None:
    """Keep the lead photo of an article; None if it has none."""
    return keep_photo(session, storage, facts["photo"], facts["alt"], author, now) if "photo" in facts else None


def keep_body_photos(session: AnySession, storage: Storage, body: str, author: Person, now: datetime) -> str:
    """Keep the photos that *body* names, and return it with their keys in place of the names."""

    def keep(found: re.Match[str]) -> str:
        picture = keep_photo(session, storage, found[2], found[1], author, now)
        return f"![{found[1]}](picture:{picture.key}"

    return PHOTO.sub(keep, body)


def keep_photo(session: AnySession, storage: Storage, name: str, alt: str, author: Person, now: datetime) -> Picture:
    """Keep the photo called *name*."""
    upload = Upload(BytesIO(read_photo(name)), "", author.id, now, alt)
    return save_picture(session, storage, upload, current_limits())
