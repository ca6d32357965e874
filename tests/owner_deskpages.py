"""An address of every page of the desk on which a site is made its owner's: files, kinds, front page, settings."""

from collections import Counter
from unittest import mock

from blog.database import db
from blog.models import BackupRun, Follow, ImportStep, PageKind, SiteImport, StepState, ViewedPage
from blog.models.page_views import add_referrals, add_views
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.moving_report import MovingReport
from blog.pictures.attachments import inspector_process
from blog.web.clock import read_clock
from blog.web.site_identity.site_settings import SECTIONS
from tests.factories import NOW, make_kind, make_subscriber, make_topic, save
from tests.pictures.attachments.attachment_factories import inspect_in_process, make_attachment

NO_PAGES = (
    "/desk/articles/<id:id>/findings",
    "/desk/files/choice",
    "/desk/front/articles",
    "/desk/front/lead/<id:id>",
    "/desk/mail/message.html",
    "/desk/moving-in/<id:id>/articles.csv",
    "/desk/moving-in/<id:id>/progress",
    "/desk/settings",
    "/desk/settings/preview.css",
    "/desk/statistics.csv",
)
"""What GET answers there without being a page: parts of pages, what leads on, and the letter in its frame."""


def owner_pages(words: str) -> dict[str, list[str]]:
    """Return for each rule the addresses to look at; names are *words*, which are long."""
    return {
        **pages_of_files(words),
        **pages_of_kinds(words),
        "/desk/pages/": ["/desk/pages/"],
        "/desk/pages/new": ["/desk/pages/new"],
        "/desk/front": ["/desk/front"],
        "/desk/first-steps": ["/desk/first-steps"],
        "/desk/mail": ["/desk/mail"],
        **pages_of_imports(words),
        "/desk/backups": pages_of_backups(words),
        **pages_of_statistics(),
        "/desk/settings/<name>": [f"/desk/settings/{section.name}" for section in SECTIONS],
        "/desk/settings/logo": ["/desk/settings/logo"],
    }


def pages_of_imports(words: str) -> dict[str, list[str]]:
    """Return the form of an import, and imports that were checked, run, are done and failed."""
    report = MovingReport(Counter(new=3, refused=1), drafts=1, refused=[(words, words)], words_before=9, words_after=8)
    report.lose((Loss(kind, words), f"/{words.replace(' ', '-')}/") for kind in LossKind)
    stands = (
        (ImportStep.UPLOAD, StepState.DUE),
        (ImportStep.CHECK, StepState.DONE),
        (ImportStep.TAKE, StepState.RUNNING),
        (ImportStep.TAKE, StepState.DONE),
        (ImportStep.TAKE, StepState.FAILED),
    )
    values = {"options": {}, "report": report.as_json(), "source": f"wordpress {words}"[:200], "created_at": NOW}
    made = [
        save(SiteImport(key=str(number), step=step, state=state, done=3, total=9, problem=words, **values))
        for number, (step, state) in enumerate(stands)
    ]
    return {
        "/desk/moving-in": ["/desk/moving-in"],
        "/desk/moving-in/<id:id>": [f"/desk/moving-in/{one.id}" for one in made],
    }


def pages_of_backups(words: str) -> list[str]:
    """Return the page of backups, with one of each state on it."""
    place, times = f"/srv/{words.replace(' ', '-')}"[:200], {"started_at": NOW, "ended_at": NOW}
    save(BackupRun(slot=f"{NOW:%Y-%m-%d}-1", file_name="broadsheet-1.tar", place=place, size_bytes=9**10, **times))
    save(BackupRun(slot=f"{NOW:%Y-%m-%d}-2", problem=words, place=place, **times))
    save(BackupRun(started_at=read_clock()))
    return ["/desk/backups"]


def pages_of_statistics() -> dict[str, list[str]]:
    """Return the page of statistics, with something in each of its parts, for a month and a year."""
    today = read_clock().date()
    viewed = {ViewedPage(kind, 1 if kind is PageKind.ARTICLE else 0): 1234 for kind in PageKind}
    add_views(db.session, today, viewed)
    add_referrals(db.session, today, {"a-long-name-of-a-site-that-leads-here.example.org": 12, "": 3, "own": 4})
    reader = make_subscriber(consent_form="/subscribe", confirmed_at=read_clock())
    save(Follow(subscriber_id=reader.id, topic_id=make_topic("Followed").id, created_at=read_clock()))
    make_subscriber(left_at=read_clock())
    return {"/desk/statistics": [f"/desk/statistics?days={days}" for days in (30, 365)]}


def pages_of_files(words: str) -> dict[str, list[str]]:
    """Return the pages of one file and of a topic whose podcast has not begun."""
    with mock.patch.object(inspector_process, "run_inspector", inspect_in_process):
        file = make_attachment(words)
    topic = make_topic(f"Sound {words}"[:60])
    one, podcast = f"/desk/files/{file.id}", "/desk/files/podcasts"
    return {
        "/desk/files": ["/desk/files", "/desk/files?q=nothing"],
        "/desk/files/<id:id>": [one],
        "/desk/files/<id:id>/deletion": [f"{one}/deletion"],
        podcast: [podcast],
        f"{podcast}/<id:id>": [f"{podcast}/{topic.id}"],
    }


def pages_of_kinds(words: str) -> dict[str, list[str]]:
    """Return the pages of a kind that the site made itself."""
    kind = make_kind("own", name=words[:40])
    one = f"/desk/kinds/{kind.id}"
    return {
        "/desk/kinds": ["/desk/kinds"],
        "/desk/kinds/new": ["/desk/kinds/new"],
        "/desk/kinds/<id:id>": [one],
        "/desk/kinds/<id:id>/deletion": [f"{one}/deletion"],
    }
