"""A running newsroom on each database, and a browser.

They end with the last journey of a process: an idle newsroom still looks for
what is due, which would take the processors from the other tests for minutes.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from blog import create_app
from blog.accounts.signin.password_hashing import PasswordHasher
from blog.database import db
from blog.database.migrations import upgrade
from blog.models import Picture, PictureState, Role
from blog.pictures.files.storage import storage
from blog.pictures.imaging.encoding import GENERATION
from tests.factories import NOW, PASSWORD, make_article, make_person, make_topic
from tests.system.browser import launch, new_context
from tests.system.newsroom import Newsroom, free_port
from tests.system.people import sign_in

SETTINGS = {
    "BLOG_SUBSCRIBE_MINIMUM_SECONDS": "0",
    "BLOG_WORKER_POLL_SECONDS": "0.5",
    "BLOG_PASSWORD_HASH_ROUNDS": "1",
    "BLOG_ALERT_GRACE_SECONDS": "0",
}


def settle_in(newsroom: Newsroom) -> None:
    """Give the newsroom its people and three articles, so that it needs no demo."""
    config = {"DEVELOPMENT": True, "INSTANCE_PATH": str(newsroom.instance)}
    url = newsroom.settings.get("BLOG_DATABASE_URL")
    app = create_app({**config, "DATABASE_URL": url})
    with app.app_context():
        upgrade()
        fill()
        db.session.remove()
        db.engine.dispose()


def fill() -> None:
    """Make an editor, an author and three published articles."""
    hashed = PasswordHasher(memory_kib=64, rounds=1, max_concurrent=1).hash(PASSWORD)
    person = {"password_hash": hashed, "address": "editor@news.example.org", "address_key": "editor@news.example.org"}
    editor = make_person("Ilse Brandt", Role.EDITOR, **person)
    topic = make_topic("Grants", slug="grants")
    for age, headline in ((30, "A library on wheels"), (20, "Water for the upper valley"), (10, "The annual report")):
        photo = {"lead_picture": keep_photo(), "lead_alt": "Grey light"} if headline == "The annual report" else {}
        make_article(headline, age, author=editor, topics=[topic], slug=headline.lower().replace(" ", "-"), **photo)


def keep_photo() -> Picture:
    """Keep a small photo in two sizes, which takes no encoder's time."""
    picture = Picture(key="a" * 32, width=800, height=400, widths=[400, 800], formats=["jpg"], uploaded_at=NOW)
    picture.generation = GENERATION
    picture.state = PictureState.COMPLETE
    for width in picture.widths:
        file = BytesIO()
        Image.linear_gradient("L").resize((width, width // 2)).save(file, "JPEG")
        storage().put(picture.path(width, "jpg"), file.getvalue())
    return picture


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A running site on SQLite."""
    yield from run_newsroom(tmp_path_factory.mktemp("instance"), dict(SETTINGS))


@pytest.fixture(scope="package")
def postgres_site(tmp_path_factory: pytest.TempPathFactory, site_postgres_url: str) -> Iterator[Newsroom]:
    """A running site on Postgres."""
    settings = {**SETTINGS, "BLOG_DATABASE_URL": site_postgres_url}
    yield from run_newsroom(tmp_path_factory.mktemp("instance"), settings)


@pytest.fixture(scope="package")
def named_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A running site with a host name, which passkeys need; its pictures are linked at its number, another host."""
    port = free_port()
    places = {"BLOG_BASE_URL": f"http://localhost:{port}", "BLOG_TRUSTED_HOSTS": "127.0.0.1"}
    media = {"BLOG_MEDIA_PUBLIC_URL": f"http://127.0.0.1:{port}/media"}
    yield from run_newsroom(tmp_path_factory.mktemp("instance"), {**SETTINGS, **places, **media}, port)


@pytest.fixture(params=["site", "postgres_site"], ids=["sqlite", "postgres"])
def newsroom(request: pytest.FixtureRequest) -> Newsroom:
    """A running site on each database in turn."""
    room: Newsroom = request.getfixturevalue(request.param)
    return room


def run_newsroom(instance: Path, settings: dict[str, str], port: int = 0) -> Iterator[Newsroom]:
    """Start a newsroom, at a free port unless one is given, and stop it in good order afterwards."""
    room = Newsroom(instance, settings, chosen_port=port)
    settle_in(room)
    room.start()
    yield room
    assert room.stop() == 0, room.log()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the run."""
    with sync_playwright() as playwright:
        yield start(playwright)


def start(playwright: Playwright) -> Browser:
    """Start Chromium, or skip."""
    return launch(playwright)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of a newsroom as a fresh visitor; options are those of a browser context."""
    contexts = []

    def open_page(room: Newsroom, path: str = "/", **options: Any) -> Page:
        context = new_context(browser, room.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def sessions() -> dict[str, Any]:
    """What a browser keeps of having signed in, by the newsroom's address."""
    return {}


@pytest.fixture
def member(visitor: Callable[..., Page], sessions: dict[str, Any]) -> Callable[..., Page]:
    """Open a page as the editor, who signed in before: for tests that signing in is not the point of."""

    def open_page(room: Newsroom, path: str = "/desk/", **options: Any) -> Page:
        known = {"storage_state": sessions[room.address]} if room.address in sessions else {}
        page = visitor(room, path, **known, **options)
        # A new password, which another test may have set meanwhile, ends every session of a person.
        if "/login" in page.url:
            sign_in(page)
            sessions[room.address] = page.context.storage_state()
            page.goto(path)
        return page

    return open_page
