"""Sites with something in every exported table, made of a number: texts that break programs, files, readers."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import current_app

from blog.config.settings import settings_of
from blog.database import db
from blog.models import (
    Alert,
    AlertKind,
    AlertState,
    Article,
    ArticleEvent,
    ArticleState,
    Attachment,
    AttachmentUse,
    AuthorRedirect,
    Correction,
    CorrectionKind,
    Delivery,
    DeliveryState,
    EventKind,
    FormerAddress,
    FrontArrangement,
    ImportOrigin,
    MailingRules,
    OriginKind,
    PageKind,
    PageViews,
    Person,
    Picture,
    PictureUse,
    Podcast,
    Profile,
    Referrals,
    RelatedArticle,
    Revision,
    RevisionKind,
    SitePage,
    SiteSetting,
    SlugRedirect,
    Topic,
    TopicRedirect,
)
from blog.models.article_links import article_coauthors
from blog.models.former_address import address_key
from blog.operations.moving_in.storing.origins import pack_original
from blog.pictures.files.article_bodies import render_body
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import NOW, make_draft, make_person, make_topic, save
from tests.operations.moving_out.readers import make_readers
from tests.pictures.picture_factories import make_picture

HOSTILE = (
    "Tab\there, back\\slash", "line\n\nline", 'a "quote" and \'one\'', "--- # : {}", "ß Ж 日本 🦢", "\u2028\x0b",
    "<script>alert(1)</script>", "{{ code }} {% raw %}", "NULL", "**bold** [a link](/articles/one)", "100 %", "e\u0301",
)  # fmt: skip
FILE = "0123456789abcdef" * 2


def furnish(seed: int) -> None:
    """Fill the site of the open context; the same number makes the same one."""
    chance = random.Random(seed)
    people = [make_person(f"Author {number} {words(chance)[:60]}", biography=words(chance)) for number in range(3)]
    save(Person(address="", name="Guest", slug="guest", created_at=NOW))
    topics = [make_topic(f"Wörter {number}", description=words(chance), is_series=number == 1) for number in range(3)]
    pictures = [make_photo(words(chance), people[0]) for _ in range(3)]
    db.session.add(MailingRules(id=1, digest_hour=9))
    db.session.add(SiteSetting(key="name", value="Wörter & Söhne"))
    db.session.commit()
    forget_site_settings()
    file = make_file(people[0])
    articles = [make_text(chance, number, people, topics, pictures) for number in range(chance.randint(4, 9))]
    furnish_pages(chance, people, pictures)
    furnish_articles(chance, articles, people, pictures, file)
    furnish_addresses(articles, people, topics, pictures)
    make_alert(chance, articles[0], people[0])
    make_readers(chance, topics, people, articles)
    db.session.commit()


def words(chance: random.Random) -> str:
    """Return some words that a careless program breaks."""
    return " ".join(chance.choices(HOSTILE, k=chance.randint(1, 4)))


def media_folder() -> Path:
    return Path((settings_of(current_app).media_url or "").removeprefix("file://"))


def write_media(name: str, data: bytes) -> None:
    path = media_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def make_photo(caption: str, person: Person) -> Picture:
    picture = make_picture("A boat", caption=caption, uploader_id=person.id, file_name="boat.png")
    for width in picture.widths:
        write_media(f"{picture.key}/{width}.jpg", f"{picture.key} {width}".encode() * 100)
    return picture


def make_file(person: Person) -> Attachment:
    data = b"%PDF-1.4 a report"
    digest = sha256(data).hexdigest()
    values = {"kind": "pdf", "size_bytes": len(data), "title": "Report", "file_name": "r.pdf"}
    file = save(Attachment(key=FILE, folder="f" * 32, digest=digest, uploader_id=person.id, uploaded_at=NOW, **values))
    write_media(file.storage_name, data)
    return file  # type: ignore[no-any-return]


def make_text(
    chance: random.Random, number: int, people: Sequence[Person], topics: Sequence[Topic], pictures: Sequence[Picture]
) -> Article:
    """Make one article with everything that an article can have; the first is public, the second scheduled."""
    picture, when = chance.choice(pictures), NOW - timedelta(days=number, microseconds=chance.randint(0, 999_999))
    body = (
        f'{words(chance)}\n\n![A boat](picture:{picture.key} "By the sea")\n\n[Report](file:{FILE})\n\n{words(chance)}'
    )
    states = (ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.DRAFT, ArticleState.ENDED)
    state = ArticleState.PUBLISHED if number == 0 else chance.choice(states)
    language = chance.choice(["", "de", "uk"])
    rendered = render_body(db.session, body, language)
    more: dict[str, Any] = {
        "slug": f"wörter-{number}", "standfirst": words(chance), "text": body, "author": chance.choice(people),
        "state": state, "published_at": None if state is ArticleState.DRAFT else when, "created_at": when,
        "updated_at": when + timedelta(hours=1), "body_html": rendered.html, "body_text": rendered.text,
        "word_count": rendered.word_count, "lead_picture_id": picture.id, "lead_alt": "A boat",
        "topics": chance.sample(list(topics), 2), "language": language, "social_picture": pictures[-1].key,
    }  # fmt: skip
    return make_draft(f"Headline {number} {words(chance)}"[:200], **more)


def furnish_pages(chance: random.Random, people: Sequence[Person], pictures: Sequence[Picture]) -> None:
    """Make a public page, and one that is scheduled to be an article."""
    rendered = render_body(db.session, "Who we are.")
    texts = {"text": "Who we are.", "body_html": rendered.html, "body_text": rendered.text, "word_count": 3}
    page = make_draft("About", slug="~about", state=ArticleState.PAGE_PUBLISHED, author=people[0], **texts)
    db.session.add(SitePage(article_id=page.id))
    plan = {"scheduled_at": NOW + timedelta(days=900), "scheduled_by_id": people[0].id, "is_alert_wanted": True}
    make_draft("Later", state=ArticleState.SCHEDULED, author=people[1], **plan)
    db.session.add(Profile(person_id=people[0].id, role_line=words(chance)[:100], picture_id=pictures[0].id))


def furnish_articles(
    chance: random.Random,
    articles: Sequence[Article],
    people: Sequence[Person],
    pictures: Sequence[Picture],
    file: Attachment,
) -> None:
    """Give the articles their histories."""
    first, second = articles[0], articles[1]
    for article in articles:
        texts = {"headline": article.headline, "standfirst": words(chance), "body_markdown": words(chance)}
        for number in range(1, chance.randint(2, 4)):
            revision = Revision(article_id=article.id, number=number, kind=RevisionKind.SAVE, saved_at=NOW, **texts)
            revision.details = {"slug": article.slug, "topics": ["b", "a"], "bylines": [words(chance)]}
            db.session.add(revision)
        event = {"article_id": article.id, "person_id": people[0].id, "happened_at": NOW, "note": words(chance)}
        db.session.add(ArticleEvent(kind=EventKind.PUBLISHED, details={"due_at": NOW.isoformat()}, **event))
        shown = {"article_id": article.id, "is_lead": True, "is_in_body": False, "is_social": True}
        db.session.add(PictureUse(picture_id=pictures[0].id, **shown))
        db.session.add(AttachmentUse(attachment_id=file.id, article_id=article.id, is_present=True))
    texts = {"old_wording": "ten", "new_wording": "11", "explanation": words(chance)}
    db.session.add(Correction(article_id=first.id, kind=CorrectionKind.CORRECTION, corrected_at=NOW, **texts))
    other = next(person for person in people if person.id != first.author_id)
    db.session.execute(article_coauthors.insert().values(article_id=first.id, person_id=other.id, position=1))
    db.session.add(RelatedArticle(article_id=first.id, position=0, related_id=second.id))
    first.translation_of_id = articles[-1].id
    pending = make_draft("Headline, changed", author=people[0], pending_for_id=first.id, base_content={"slug": "a"})
    pending.planned_slug = "planned"
    pending.change_note = words(chance)[:300]
    chosen = {"article": first.id, "until": None}
    plan = {"lead": chosen, "beside": [], "wide": None, "topics": None, "hidden": ["briefs"]}
    db.session.add(FrontArrangement(id=1, plan=plan, version=3, changed_at=NOW, changed_by_id=people[0].id))


def furnish_addresses(
    articles: Sequence[Article], people: Sequence[Person], topics: Sequence[Topic], pictures: Sequence[Picture]
) -> None:
    """Let former addresses lead to everything, and count views."""
    db.session.add(SlugRedirect(slug="older", article_id=articles[0].id, created_at=NOW))
    db.session.add(AuthorRedirect(slug="maiden", person_id=people[0].id, former_id=77, created_at=NOW))
    db.session.add(TopicRedirect(slug="words", topic_id=topics[0].id, name="Words", created_at=NOW))
    for address, leads_to in (
        ("/2019/03/ünlaut", {"article_id": articles[0].id}),
        ("/?p=12", {"target": "/topics/topic-1"}),
        ("/uploads/boat.jpg", {"picture_id": pictures[0].id}),
    ):
        db.session.add(FormerAddress(key=address_key(address), address=address, created_at=NOW, **leads_to))
    podcast = {"guid": "a" * 36, "owner_name": "Us", "owner_address": "us@news.example.org", "category": "News"}
    db.session.add(
        Podcast(topic_id=topics[0].id, is_explicit=False, is_locked=True, artwork_id=pictures[0].id, **podcast)
    )
    origin = ImportOrigin(source="ghost old.example.org", kind=OriginKind.ARTICLE, foreign_key="7", imported_at=NOW)
    origin.article_id, origin.original, origin.losses = (
        articles[0].id,
        pack_original({"title": "Old"}),
        [["embed", "x"]],
    )
    origin.links = []
    db.session.add(origin)
    db.session.add(PageViews(day=date(2026, 5, 4), kind=PageKind.ARTICLE, page_id=articles[0].id, views=12))
    db.session.add(Referrals(day=date(2026, 5, 4), host="search.example", views=3))


def make_alert(chance: random.Random, article: Article, person: Person) -> None:
    """Make an alert that was sent, with messages."""
    alert = Alert(article_id=article.id, kind=AlertKind.PUBLICATION, announced_at=NOW, announced_by_id=person.id)
    alert.state, alert.starts_at, alert.finished_at, alert.audience_size = AlertState.FINISHED, NOW, NOW, 3
    save(alert)
    for state in chance.choices((DeliveryState.ACCEPTED, DeliveryState.BOUNCED, DeliveryState.REFUSED), k=5):
        sent = {"kind": "alert", "alert_id": alert.id, "address": "a@example.com", "owed_at": NOW, "due_at": NOW}
        db.session.add(Delivery(state=state, **sent))
