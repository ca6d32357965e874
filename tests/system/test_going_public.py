"""From an empty production site to its first alert, in a browser with script: nothing but links, forms and buttons."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from blog import create_app
from blog.accounts.signin.password_hashing import PasswordHasher
from blog.database import db
from blog.database.migrations import upgrade
from blog.models import Role
from tests.factories import PASSWORD, make_person
from tests.pictures.sample_attachments import pdf
from tests.relay import Received, Relay
from tests.site.settings.test_logo_views import drawn
from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.newsroom import Newsroom, wait_until
from tests.system.people import choose_editing_mode, link_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
OWNER = "ines@example.org"
PUBLISHER = "Verlag Bote\nWehrgasse 4\n8001 Zürich"
GAP = re.compile(r"\[…[^\]]*\]")
SETTINGS = {
    "BLOG_DEVELOPMENT": "0",
    "BLOG_SECRET_KEY": "only-for-the-tests-0123456789-abcdef",
    "BLOG_SUBSCRIBE_MINIMUM_SECONDS": "0",
    "BLOG_WORKER_POLL_SECONDS": "0.5",
    "BLOG_PASSWORD_HASH_ROUNDS": "1",
    "BLOG_PASSWORD_HASH_MEMORY_KIB": "64",
    "BLOG_ALERT_GRACE_SECONDS": "0",
    "BLOG_MAIL_SERVER": "127.0.0.1",
    "BLOG_MAIL_USE_TLS": "0",
    "BLOG_MAIL_DEFAULT_SENDER": "News <news@news.example.org>",
}


@dataclass
class EmptySite(Newsroom):
    """A production site without demo; a browser takes loopback for safe, as it takes https."""

    def environment(self) -> dict[str, str]:
        """Return the environment of a production run."""
        return {**super().environment(), "BLOG_BASE_URL": f"https://127.0.0.1:{self.port or 1}"}


@pytest.fixture(scope="module")
def post() -> Iterator[Relay]:
    """A relay of this site alone."""
    relay = Relay()
    aside(relay.start)  # The thread of the browser has a loop already.
    yield relay
    aside(relay.stop)


def aside(deed: Callable[[], object]) -> None:
    """Do *deed* in a thread of its own."""
    thread = Thread(target=deed)
    thread.start()
    thread.join()


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory, post: Relay) -> Iterator[Newsroom]:
    """A site with its first account, and nothing else."""
    room = EmptySite(tmp_path_factory.mktemp("empty"), {**SETTINGS, "BLOG_MAIL_PORT": str(post.port)})
    open_account(room)
    room.start()
    yield room
    assert room.stop() == 0, room.log()


def open_account(room: Newsroom) -> None:
    """Make the tables and the first account, as the two commands of a new site do."""
    with create_app({"DEVELOPMENT": True, "INSTANCE_PATH": str(room.instance)}).app_context():
        upgrade()
        hashed = PasswordHasher(memory_kib=64, rounds=1, max_concurrent=1).hash(PASSWORD)
        address = {"address": OWNER, "address_key": OWNER}
        make_person("Ines Amrein", Role.ADMINISTRATOR, password_hash=hashed, **address)
        db.session.remove()
        db.engine.dispose()


def mail_to(post: Relay, address: str, subject: str) -> Received:
    """Wait for a message and return it."""

    def find() -> Received | None:
        return next((one for one in post.to(address) if subject in one.message["Subject"]), None)

    found = wait_until(find, f"a mail {subject!r} to {address}")
    assert isinstance(found, Received)
    return found


class Owner:
    """An administrator at a desk, who presses what is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        """Press what *selector* names, and wait for the page behind it."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def take(self, step: str) -> None:
        """Open the list of first steps, and press the link of *step*."""
        self.page.goto("/desk/first-steps")
        self.press(f"#step-{step} .first-steps__acts a")

    def send(self, action: str, **typed: str) -> None:
        """Fill in the form that goes to *action* as a person does, and press its button."""
        form = self.page.locator(f"form[method=post][action*='{action}']").last
        for name, value in typed.items():
            field = form.locator(f"[name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        primary = form.locator("button.button--primary")
        button = primary if primary.count() else form.locator("button[type=submit]")
        with self.page.expect_navigation():
            button.first.click()
        assert [words for words in self.page.locator(".field__error").all_text_contents() if words] == []

    def left(self) -> list[str]:
        """Return the names of the steps that are left."""
        self.page.goto("/desk/first-steps")
        open_steps = self.page.locator(".first-steps__one:not(.first-steps__one--done)")
        return [str(one).removeprefix("step-") for one in open_steps.evaluate_all("all => all.map(one => one.id)")]


def arrive(page: Page) -> Owner:
    """Sign in for the first time and choose German for the desk and the site."""
    page.goto("/login")
    owner = Owner(page)
    owner.send("/login", address=OWNER, password=PASSWORD)
    choose_editing_mode(page, "markdown")
    page.goto("/account")
    owner.send("/account", language="de")
    page.goto("/desk/settings/language")
    owner.send("/desk/settings/language", language="de", timezone="Europe/Zurich")
    return owner


def name_the_site(owner: Owner) -> None:
    """Give it name, tagline, colours and a logo."""
    owner.take("name")
    owner.send("/desk/settings/look", name="Der Bote", tagline="Aus dem Tal", accent_light="#0b5563")
    owner.page.goto("/desk/settings/logo")
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": drawn()}
    owner.page.locator("input[type=file][name=picture_file]").set_input_files(logo)
    owner.send("/desk/settings/logo")


def publish_page(owner: Owner, step: str, template: str) -> None:
    """Begin the page of *step* from its template, fill in the gaps and publish it."""
    owner.take(step)
    owner.page.locator(f"input[name=template][value={template}]").check()
    owner.send("/desk/pages/new")
    body = owner.page.locator("textarea[name=body]")
    body.fill(GAP.sub("Ines Amrein", body.input_value()))
    owner.press("button[name=deed][value=publish]")
    owner.send("/publication")


def place_in_masthead(owner: Owner) -> None:
    """Link the first page in the masthead, which is saved as it is chosen."""
    owner.page.goto("/desk/pages/")
    with owner.page.expect_response("**/desk/pages/order"):
        owner.page.locator("select[data-place]").first.select_option("masthead")
    assert axe_faults(owner.page) == []


def prove_mail(owner: Owner, post: Relay) -> None:
    """Write the postal address, and send a test that arrives."""
    owner.take("postal")
    owner.send("/desk/settings/mail", postal_address=PUBLISHER)
    owner.take("mail")
    owner.send("/desk/mail/tests", address=OWNER)
    wait_until(lambda: post.to(OWNER), "the test mail")
    owner.page.goto("/desk/first-steps")
    owner.press("button[name=deed][value=arrived]")


def sign_up(reader: Page, room: Newsroom, post: Relay) -> None:
    """Subscribe as a reader."""
    reader.locator("[name=address]").first.fill("anna@example.com")
    with reader.expect_navigation():
        reader.locator("form[action*='/subscribe'] button.button--primary").first.click()
    link = link_in(mail_to(post, "anna@example.com", "").text(), "/subscriptions/confirm/")
    reader.goto(link.replace(f"https://127.0.0.1:{room.port}", ""))
    with reader.expect_navigation():
        reader.locator("main button.button--primary").click()


def write_first_article(owner: Owner) -> None:
    """Publish an article of a guest author with a PDF, and let it lead."""
    page = owner.page
    page.goto("/desk/authors/new")
    owner.send("/desk/authors/new", name="Prof. Mira Holm")
    page.goto("/desk/files")
    file = {"name": "haushalt.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("input[type=file][name=attachment_file]").set_input_files(file)
    owner.send("/desk/files", title="Der Haushalt")
    offered = page.locator(".facts__file code").inner_text()
    page.goto("/desk/articles/new")
    page.locator("[name=headline]").fill("Der Haushalt steht")
    page.locator("textarea[name=body]").fill(f"Der Rat hat ihn am Dienstag beschlossen.\n\n{offered}")
    owner.press("button[name=deed][value=publish]")
    number = page.url.split("/")[-2]
    page.goto(f"/desk/articles/{number}/byline")
    guest = page.locator("select[name=author] option", has_text="Mira Holm").get_attribute("value")
    page.locator("select[name=author]").select_option(guest)
    owner.send("/byline")
    page.goto(f"/desk/articles/{number}/publication")
    assert axe_faults(page) == []
    owner.press("button.button--primary[name=alert][value=yes]")
    page.goto(f"/desk/front?lead={number}")
    owner.press(".front-desk__save button[name=deed][value=save]")


def test_an_empty_site_goes_public_in_a_browser(empty_site: Newsroom, visitor: Visit, post: Relay) -> None:
    owner = arrive(visitor(empty_site, "/login", viewport=DESK))
    assert {"name", "imprint", "privacy", "postal", "mail"} <= set(owner.left())

    name_the_site(owner)
    publish_page(owner, "imprint", "imprint_switzerland")
    publish_page(owner, "privacy", "privacy")
    place_in_masthead(owner)
    prove_mail(owner, post)
    reader = visitor(empty_site, "/subscribe", viewport=PHONE)
    sign_up(reader, empty_site, post)
    write_first_article(owner)

    assert {"name", "imprint", "privacy", "postal", "mail"}.isdisjoint(owner.left())
    alert = mail_to(post, "anna@example.com", "Haushalt")
    assert "Verlag Bote, Wehrgasse 4, 8001 Zürich" in alert.text().replace(" \n", " ")
    reader.goto("/")
    expect(reader.locator("html")).to_have_attribute("lang", "de")
    expect(reader.get_by_role("link", name="Der Haushalt steht").first).to_be_visible()
    expect(reader.locator("header").get_by_role("link", name="Impressum").first).to_be_attached()
    assert axe_faults(reader) == []
    reader.get_by_role("link", name="Der Haushalt steht").first.click()
    expect(reader.get_by_text("Prof. Mira Holm").first).to_be_visible()
    expect(reader.locator("main a[href*='/files/']").first).to_be_visible()
    assert reader.context.cookies() == []
