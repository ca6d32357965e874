"""Which words are lost when the server dies, the session ends, the line breaks, a tab is closed or two tabs meet."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from blog.operations.supervisor import is_answering
from blog.web.assets.sheet import is_installed
from tests.factories import PASSWORD
from tests.system.browser import launch, new_context
from tests.system.conftest import SETTINGS, settle_in
from tests.system.newsroom import ROOT, Newsroom, wait_until
from tests.system.people import EDITOR, choose_editing_mode, sign_in
from tests.system.test_durability import kill_everything

MODES = ("sheet", "markdown")
SHEET = ".ProseMirror"
PATIENCE_MS = 60_000
"""A busy machine starts a killed server anew slowly; that is no loss."""
WORDS = ("well", "water", "winter", "bridge", "river", "council", "grant", "family", "school", "report", "light")


ALL_SENT = "Object.keys(localStorage).every((name) => !name.startsWith('copy:'))"


def is_all_sent(page: Page) -> bool:
    """Return whether the browser keeps nothing back; a page that shows itself anew is asked again."""
    try:
        return bool(page.evaluate(ALL_SENT))
    except PlaywrightError:
        return False


@dataclass
class Writer:
    """Somebody at the desk of a running newsroom, and chance."""

    room: Newsroom
    context: BrowserContext
    chance: random.Random
    stop: Callable[[Newsroom], object] = kill_everything
    """How the server dies."""
    mode: str = "markdown"
    """What is written on: the rich sheet or the textarea."""

    def open(self, path: str) -> Page:
        """Open a page in a new tab."""
        page = self.context.new_page()
        page.goto(path)
        return page

    def begin(self) -> Page:
        """Open the editor with an article of one sentence, saved."""
        page = self.open("/desk/articles/new")
        choose_editing_mode(page, self.mode)
        page.reload()
        page.fill("#headline", f"Draft {self.chance.random()}")
        page.locator(self.text).click()
        page.keyboard.insert_text("The first sentence was saved.")
        page.get_by_role("button", name="Save draft").click()
        page.wait_for_url("**/edit")
        return page

    @property
    def text(self) -> str:
        """Return the selector of what is typed into."""
        return SHEET if self.mode == "sheet" else "#body"

    def read(self, page: Page) -> str:
        """Return the text, one paragraph without signs, as its author sees it."""
        place = page.locator(self.text)
        return place.inner_text() if self.mode == "sheet" else place.input_value()

    def type(self, page: Page) -> str:
        """Type some words, wait for any time from nothing to longer than a pause is, and return the whole text."""
        text = " ".join(self.chance.choices(WORDS, k=self.chance.randint(3, 8)))
        page.locator(self.text).press("Control+End")
        page.keyboard.type(f" {text}.")
        page.wait_for_timeout(self.chance.choice((0, 0, 100, 500, 1900, 2100, 2600)))
        return self.read(page)

    def find(self, address: str) -> list[str]:
        """Return the saved text of the article and every text that its editor offers to go on with."""
        page = self.open(address)
        wait_until(lambda: is_all_sent(page), "the browser to send what it kept")
        page.goto(address)  # What came late is in the draft now, which the page shows anew by itself.
        texts = [page.locator("#body").input_value()]
        page.goto(address.replace("/edit", "/recovery"))
        links = page.get_by_role("link", name="Continue with this version").all()
        for path in [str(link.get_attribute("href")) for link in links]:
            page.goto(path)
            texts.append(page.locator("#body").input_value())
        page.close()
        return texts


def close_the_tab(writer: Writer) -> tuple[list[str], list[str]]:
    """Close the tab while its author types; return what was typed and what is found."""
    page = writer.begin()
    writer.type(page)
    typed, address = writer.type(page), page.url
    page.close()
    return [typed], writer.find(address)


def lose_the_line(writer: Writer) -> tuple[list[str], list[str]]:
    """Break the line, type on, close the tab; the line comes back later."""
    page = writer.begin()
    writer.type(page)
    writer.context.set_offline(True)
    typed, address = writer.type(page), page.url
    page.close()
    writer.context.set_offline(False)
    return [typed], writer.find(address)


def lose_the_session(writer: Writer) -> tuple[list[str], list[str]]:
    """End the session while its author types; save, and sign in when asked, or close the tab and sign in later."""
    page = writer.begin()
    writer.type(page)
    writer.context.clear_cookies()
    typed, address = writer.type(page), page.url
    if writer.chance.random() < 0.5:
        page.get_by_role("button", name="Save draft").click()
        page.fill("#address", EDITOR)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Send it now").click()
        page.wait_for_url("**/edit")
    else:
        page.close()
        page = writer.open("/login")
        sign_in(page)
    page.close()
    return [typed], writer.find(address)


def lose_the_server(writer: Writer) -> tuple[list[str], list[str]]:
    """Kill the server, type on, close the tab; the server is started again."""
    page = writer.begin()
    writer.type(page)
    writer.stop(writer.room)
    typed, address = writer.type(page), page.url
    page.close()
    start_again(writer.room)
    return [typed], writer.find(address)


def meet_in_two_tabs(writer: Writer) -> tuple[list[str], list[str]]:
    """Type into two tabs of one article, save both, and close them whatever the second is told."""
    first = writer.begin()
    address = first.url
    second = writer.open(address)
    typed = [writer.type(first), writer.type(second)]
    pages = [first, second]
    writer.chance.shuffle(pages)
    for page in pages:
        page.get_by_role("button", name="Save draft").click()
        page.wait_for_load_state()
    wait_until(lambda: sum(map(is_told, pages)) == 1, "one of the tabs to be told of the other")
    for page in pages:
        page.close()
    return typed, writer.find(address)


def is_told(page: Page) -> bool:
    """Return whether the page says that there is a newer version; one that changes is asked again."""
    try:
        return "a newer version in another window" in page.content()
    except PlaywrightError:
        return False


def start_again(room: Newsroom) -> None:
    """Start the newsroom at the same address, since a browser keeps what it keeps by address."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(room.port)]
    with (room.instance / "log.txt").open("ab") as log:
        room.process = subprocess.Popen(command, cwd=ROOT, env=room.environment(), stdout=log, stderr=log)
    wait_until(lambda: is_answering(f"{room.address}/healthz"), "the site")


Accident = Callable[[Writer], tuple[list[str], list[str]]]
ACCIDENTS: dict[str, Accident] = {
    "closed tab": close_the_tab,
    "broken line": lose_the_line,
    "ended session": lose_the_session,
    "killed server": lose_the_server,
    "two tabs": meet_in_two_tabs,
}


def lost(accident: Accident, writer: Writer) -> list[str]:
    """Return the texts that were typed in one round and are found nowhere."""
    typed, found = accident(writer)
    return [text for text in typed if text not in found]


def measure(rounds: int = 20) -> Iterator[str]:
    """Yield a line for each way to write and accident."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        room = Newsroom(Path(folder), dict(SETTINGS), is_measured=False)
        settle_in(room)
        room.start()
        context = new_context(launch(playwright), room.address)
        context.set_default_timeout(PATIENCE_MS)
        sign_in(context.new_page())
        for mode in MODES if is_installed() else MODES[1:]:
            writer = Writer(room, context, random.Random(5), mode=mode)
            for name, accident in ACCIDENTS.items():
                missing = [text for _ in range(rounds) for text in lost(accident, writer)]
                yield f"losses, {mode}, {name}: {rounds} rounds, {len(missing)} texts lost {missing[:2] or ''}"
        room.stop()
