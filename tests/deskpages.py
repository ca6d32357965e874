"""An address of every page of the desk, each with something on it to look at."""

from datetime import timedelta
from functools import cache

from blog.accounts.factors.authenticator_codes import begin_setup
from blog.accounts.signin.password_hashing import PasswordHasher
from blog.authoring.publishing.article_history import record_event
from blog.config.settings import current_settings
from blog.database import db
from blog.models import (
    AlertState,
    Article,
    ArticleEvent,
    ArticleState,
    AuditEvent,
    AuditKind,
    Correction,
    CorrectionKind,
    DeliveryState,
    ErrorReport,
    EventKind,
    Passkey,
    Person,
    Profile,
    ReviewCredit,
    Revision,
    Role,
    SuppressionBrake,
    UnmatchedReport,
    WorkingCopy,
    article_coauthors,
)
from blog.text.markdown import render
from blog.web.clock import read_clock
from tests import owner_deskpages
from tests.authoring.pending_factories import make_pending
from tests.delivery.alert_factories import ANSWERS, make_alert, owe_row
from tests.factories import (
    NOW,
    PASSWORD,
    make_article,
    make_draft,
    make_person,
    make_preview_link,
    make_remark,
    make_subscriber,
    make_topic,
    save,
)
from tests.pictures.picture_factories import make_picture
from tests.site.page_factories import make_page

BOSS, WRITER = "boss@desk.example.org", "writer@desk.example.org"
"""Who sign in with PASSWORD: an administrator and a contributor."""
LONG = "Donaudampfschifffahrtsgesellschaft and eleven villages in the upper valley wait a ninth winter for the water"
DOUBTFUL = (
    "The grant is worth TK euros, see [the vote](/articles/a-very-long-address-that-nobody-has-ever-written-here)."
)
NO_PAGES = (
    *owner_deskpages.NO_PAGES,
    "/desk/alerts/<id:alert_id>/ledger.csv",
    "/desk/alerts/<id:alert_id>/progress",
    "/desk/articles/<id:id>/message.html",
    "/desk/finder/items",
    "/desk/go-to/items",
    "/desk/media/choice",
    "/desk/media/keys/<key>",
    "/desk/readers/export.csv",
    "/desk/token",
    "/desk/topics/suggestions",
)
"""What GET answers at the desk without being a page: files, parts of pages, and the letter in its frame."""


def furnish_desk() -> dict[str, list[str]]:
    """Fill the desk; return for each rule of a page the addresses to look at, all of them open to BOSS."""
    boss, writer = make_member(BOSS, "Bo Ss", Role.ADMINISTRATOR), make_member(WRITER, "Wri Ter", Role.CONTRIBUTOR)
    draft, public = write_draft(boss), write_public(boss, writer)
    scheduled = make_draft(LONG, author=boss, state=ArticleState.SCHEDULED, scheduled_at=read_clock() + timedelta(400))
    handed_in = make_draft(f"Handed in: {LONG}", author=writer, state=ArticleState.IN_REVIEW)
    record_event(db.session, handed_in, EventKind.SUBMITTED, NOW, person_id=writer.id, note="Is “record” too strong?")
    pending = make_pending(public, headline=f"Pending: {LONG}")
    return {
        **fixed_pages(),
        **pages_of_articles(draft, public, scheduled, handed_in, pending),
        **pages_of_readers_and_mail(public),
        **pages_of_people(boss),
        **pages_of_pictures(),
        **pages_of_topics(),
        **pages_of_authors(boss),
        **pages_without_date(boss),
        **owner_deskpages.owner_pages(LONG),
        "/desk/corrections/<id:id>": [f"/desk/corrections/{correct(public).id}"],
        "/desk/reports/<id:id>": [f"/desk/reports/{report(public).id}"],
    }


def make_member(address: str, name: str, role: Role) -> Person:
    """Make somebody who can sign in."""
    return make_person(name, role, address=address, address_key=address, password_hash=hashed())


@cache
def hashed() -> str:
    """Return PASSWORD as it is stored."""
    return PasswordHasher(memory_kib=64, rounds=1, max_concurrent=1).hash(PASSWORD)


def write_draft(boss: Person) -> Article:
    """Make a draft in which the checks find something, with a text that was left unsaved and a guest's remark."""
    body = render(DOUBTFUL)
    draft = make_draft(LONG, author=boss, text=DOUBTFUL, body_html=body.html, standfirst=LONG)
    save_revisions(draft, boss, "It met.", DOUBTFUL)
    make_remark(make_preview_link(draft), quote=LONG, words=f"Did it? {LONG}")
    fields = {"headline": [LONG], "standfirst": [""], "body": ["Left unsaved."]}
    save(
        WorkingCopy(
            article_id=draft.id, person_id=boss.id, key="c" * 32, seen=draft.revision, fields=fields, saved_at=NOW
        )
    )
    return draft


def write_public(boss: Person, writer: Person) -> Article:
    """Make a public article by two, checked by a third, with an end."""
    checker = make_person(f"Facts {LONG}"[:90])
    article = make_article(LONG, author=boss, reviewer=checker, reviewer_credit=ReviewCredit.FACT_CHECKED)
    article.ends_at = read_clock() + timedelta(400)
    values = {"article_id": article.id, "person_id": writer.id, "position": 0}
    db.session.execute(article_coauthors.insert().values(values))
    save_revisions(article, boss, "It met on Monday.", article.body_markdown)
    save(
        ArticleEvent(
            article=article, kind=EventKind.OVERRULED, happened_at=NOW, note="TK is a name.", details={"findings": []}
        )
    )
    return article


def save_revisions(article: Article, person: Person, *bodies: str) -> None:
    """Keep *bodies* as what was saved, the newest last."""
    for number, body in enumerate(bodies, 1):
        texts = {"headline": article.headline, "standfirst": article.standfirst, "body_markdown": body}
        details = {"slug": article.slug, "topics": [], "bylines": [person.name]}
        save(Revision(article_id=article.id, number=number, person=person, saved_at=NOW, details=details, **texts))


def correct(article: Article) -> Correction:
    """Make a correction."""
    values = {"kind": CorrectionKind.CORRECTION, "old_wording": "Monday", "new_wording": LONG, "corrected_at": NOW}
    return save(Correction(article=article, **values))


def report(article: Article) -> ErrorReport:
    """Make a report of a reader."""
    values = {"paragraph": 1, "quote": LONG, "address": "reader@example.com", "reported_at": NOW}
    return save(ErrorReport(article=article, words=f"It met on Monday. {LONG}", **values))


def fixed_pages() -> dict[str, list[str]]:
    """Return the pages of which there is one."""
    articles, people = ("articles", "articles/new", "finder"), ("people", "people/new", "readers", "readers/import")
    one = ("card", "menu", "keys", *articles, *people, "mailing", "media", "reports", "audit")
    found = {f"/desk/{name}": [f"/desk/{name}"] for name in one}
    searches = {rule: [f"{rule}?q=nothing"] for rule in ("/desk/articles", "/desk/finder", "/desk/media")}
    for rule, paths_more in searches.items():
        found[rule] += paths_more
    found["/desk/working-copies"] = ["/desk/working-copies"]
    own = ("/account", "/account/password", "/account/security", "/account/proof", "/desk/people/second-factor")
    return {**found, "/desk/": ["/desk/"], **{rule: [rule] for rule in own}}


def pages_of_articles(
    draft: Article, public: Article, scheduled: Article, handed_in: Article, pending: Article
) -> dict[str, list[str]]:
    """Return the pages of one article, those that its state changes for several."""
    shown = {
        "byline": (public,),
        "comparison": (draft,),
        "corrections": (public,),
        "deletion": (draft,),
        "edit": (draft, public),
        "erasure": (public,),
        "preview": (draft,),
        "preview/phone": (draft,),
        "previews": (draft,),
        "publication": (draft, public, scheduled, handed_in, pending),
        "recovery": (draft,),
        "remarks": (draft,),
        "review": (handed_in, draft),
        "revisions": (draft,),
        "statistics": (public,),
        "translations": (public,),
        "revisions/<id:number>/restoration": (draft,),
        "withdrawal": (public,),
    }
    rules = {
        name: [f"/desk/articles/{one.id}/{name.replace('<id:number>', '1')}" for one in ones]
        for name, ones in shown.items()
    }
    chosen = "&".join(f"id={one.id}" for one in (draft, public))
    rules["selection"] = [f"/desk/articles/selection?deed={act}&{chosen}" for act in ("delete", "topic", "withdraw")]
    rules["pictures"] = [f"/desk/articles/{draft.id}/pictures?place=body&copy={'c' * 32}"]
    return {rule_of(name): paths for name, paths in rules.items()}


def rule_of(name: str) -> str:
    """Return the rule of a page of one article, or of several."""
    return f"/desk/articles/{name}" if name == "selection" else f"/desk/articles/<id:id>/{name}"


def pages_of_readers_and_mail(public: Article) -> dict[str, list[str]]:
    """Return the pages of one reader and of an alert that is held back and one that is over."""
    reader = make_subscriber(f"{'long' * 15}@desk.example.com", name=LONG)
    held = make_alert(article=public, paused_at=NOW, audience_size=4)
    for state in (DeliveryState.ACCEPTED, *ANSWERS):
        owe_row(
            held, state, reader if state is DeliveryState.REFUSED else None, settled_at=NOW, answer=ANSWERS.get(state)
        )
    over = make_alert(AlertState.FINISHED, audience_size=0, finished_at=NOW)
    save(SuppressionBrake(since=NOW, engaged_at=NOW, refused=12))
    save(UnmatchedReport(received_at=NOW, source="ses", outcome="unrelated", domains="example.com", words=LONG))
    return {
        "/desk/returned-mail": ["/desk/returned-mail"],
        "/desk/readers/<id:id>": [f"/desk/readers/{reader.id}"],
        "/desk/readers/<id:id>/deletion": [f"/desk/readers/{reader.id}/deletion"],
        "/desk/alerts/": ["/desk/alerts/"],
        "/desk/alerts/<id:alert_id>": [f"/desk/alerts/{alert.id}" for alert in (held, over)],
        "/desk/alerts/<id:alert_id>/ledger": [f"/desk/alerts/{held.id}/ledger"],
        "/desk/alerts/<id:alert_id>/cancellation": [f"/desk/alerts/{held.id}/cancellation"],
    }


def pages_of_people(boss: Person) -> dict[str, list[str]]:
    """Return the pages of somebody who is invited, of somebody suspended, and the own one."""
    invited = make_person(LONG[:90], invited_at=NOW)
    suspended = make_person("Su Spended", is_suspended=True)
    for kind in AuditKind:
        db.session.add(
            AuditEvent(kind=kind, happened_at=NOW, person_id=boss.id, person_name=boss.name, subject=LONG, details={})
        )
    db.session.commit()
    furnish_sign_in(boss, suspended)
    pages = {"/desk/people/<id:id>": [f"/desk/people/{person.id}" for person in (invited, suspended, boss)]}
    pages["/desk/people/<id:id>/second-factor"] = [f"/desk/people/{suspended.id}/second-factor"]
    return {**pages, "/account/authenticator": ["/account/authenticator"]}


def furnish_sign_in(boss: Person, suspended: Person) -> None:
    """Give *boss* an app that is being set up and a passkey that opens nothing; *suspended* a second factor."""
    begin_setup(db.session, boss.id, current_settings().secret_key)
    keys = {"credential_id": b"id", "user_handle": b"handle", "public_key": b"key"}
    save(Passkey(person_id=boss.id, name=LONG[:60], created_at=NOW, **keys))
    suspended.second_factor_at = NOW
    db.session.commit()


def pages_without_date(boss: Person) -> dict[str, list[str]]:
    """Return the pages about a page that is public, and one with gaps."""
    ids = [
        make_page(LONG[:200], slug, author=boss, text=text, is_public=is_public).article_id
        for slug, text, is_public in (("imprint", "Words.", True), ("privacy", "[… name] [… city]", False))
    ]
    rule = "/desk/pages/<id:id>"
    return {rule: [f"/desk/pages/{id}" for id in ids], f"{rule}/deletion": [f"/desk/pages/{ids[0]}/deletion"]}


def pages_of_pictures() -> dict[str, list[str]]:
    """Return the pages of one picture of the library."""
    picture = make_picture(LONG)
    page = f"/desk/media/{picture.id}"
    return {"/desk/media/<id:id>": [page], "/desk/media/<id:id>/deletion": [f"{page}/deletion"]}


def pages_of_topics() -> dict[str, list[str]]:
    """Return the pages of topics, with a long name, a picture and a tag that nobody needs."""
    topic = make_topic(LONG[:60], description=LONG, picture=make_picture(LONG))
    tag = make_topic("غزة", masthead_position=None)
    series = make_topic(f"Series {LONG}"[:60], masthead_position=None, is_series=True)
    make_article(topics=[topic, series])
    make_draft(LONG[:200], topics=[series])
    shown = ("/desk/topics", "/desk/topics?q=nothing", "/desk/topics/new")
    merge = ("/desk/topics/merge", f"/desk/topics/merge?source={topic.id}&target={tag.id}")
    one = "/desk/topics/<id:id>"
    return {
        "/desk/topics": list(shown[:2]),
        "/desk/topics/new": [shown[2]],
        "/desk/topics/merge": list(merge),
        one: [f"/desk/topics/{topic.id}"],
        f"{one}/deletion": [f"/desk/topics/{each.id}/deletion" for each in (topic, tag)],
        f"{one}/picture": [f"/desk/topics/{topic.id}/picture"],
        f"{one}/parts": [f"/desk/topics/{series.id}/parts"],
    }


def pages_of_authors(boss: Person) -> dict[str, list[str]]:
    """Return the pages of a guest author with a full profile who stands on the staff page."""
    guest, colleague = make_person(LONG[:90], address="", address_key=None), make_person("Col League")
    profile = {"role_line": LONG[:100], "contact": "guest@example.org", "links": ["https://example.org/guest"]}
    save(Profile(person_id=guest.id, picture=make_picture(LONG), team_position=1, **profile))
    one = "/desk/authors/<id:id>"
    return {
        "/desk/authors": ["/desk/authors"],
        "/desk/authors/new": ["/desk/authors/new"],
        one: [f"/desk/authors/{person.id}" for person in (guest, boss)],
        **{f"{one}/{page}": [f"/desk/authors/{guest.id}/{page}"] for page in ("picture", "invitation", "merge")},
        **{f"/desk/people/<id:id>/{page}": [f"/desk/people/{colleague.id}/{page}"] for page in ("address", "end")},
        "/account/address": ["/account/address"],
    }
