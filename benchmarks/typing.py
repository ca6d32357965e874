"""Key to paint in a text of 8,000 words, on the rich sheet and in the textarea, processor slowed four times."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.losses import WORDS, is_all_sent
from blog.web.assets.sheet import is_installed
from tests.system.browser import launch, new_context
from tests.system.conftest import SETTINGS, settle_in
from tests.system.newsroom import Newsroom
from tests.system.people import choose_editing_mode, sign_in

SLOWDOWN = 4
USUAL_SECONDS = 0.5
"""What ADDITIONS take in Python on a usual processor; the browser of a slower machine is slowed less."""
ADDITIONS = 10**7
KEYS = "The board met on Tuesday, and agreed. "
ROUNDS = 3
BETWEEN_KEYS_MS = 120
MOST_MS = 30.0
PATIENCE_MS = 120_000
PLACES = ("start", "middle", "end")
SECTION = """## What it costs, part {number}

{words} with **strong words**, *soft ones* and [a link](https://example.org/{number}). {words}[^{number}]

- {half}
- {half}

> {half}

{words} {words}

| Year | Cost |
| --- | --: |
| 2025 | {number} |
| 2026 | {number}00 |

[^{number}]: {half}

"""
WATCH = """() => {
    window.keyTimes = [];
    const painted = new MessageChannel();
    const waiting = [];
    painted.port1.onmessage = () => { for (const at of waiting.splice(0)) keyTimes.push(performance.now() - at); };
    addEventListener("keydown", ({ timeStamp }) => {
        waiting.push(timeStamp);
        requestAnimationFrame(() => painted.port2.postMessage(null));
    }, { capture: true });
}"""
"""The frame after a key is drawn before the message that is sent from it arrives."""
PLACE_ON_SHEET = """([selector, share]) => {
    const blocks = [...document.querySelectorAll(`${selector} > p`)];
    const range = document.createRange();
    range.selectNodeContents(blocks[Math.round((blocks.length - 1) * share)]);
    range.collapse(false);
    document.querySelector(selector).focus();
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
}"""
PLACE_IN_FIELD = """([selector, share]) => {
    const field = document.querySelector(selector);
    const at = field.value.indexOf("\\n\\n", field.value.length * share * 0.98);
    field.focus();
    field.setSelectionRange(at, at);
}"""
EDITORS = {"sheet": (".ProseMirror", PLACE_ON_SHEET), "markdown": ("textarea[name=body]", PLACE_IN_FIELD)}
"""Where each mode of the editor is typed into, and what puts the caret there."""


def measure() -> Iterator[str]:
    """Yield a line for each mode and place: median, 95th percentile, slowest, in milliseconds."""
    with TemporaryDirectory() as folder, open_article(Path(folder)) as page:
        own = time_additions() / USUAL_SECONDS
        rate = max(1.0, SLOWDOWN / own)
        yield f"typing: this machine is {own:.1f} times slower than a usual one; its browser is slowed {rate:.1f} times"
        for mode in EDITORS if is_installed() else ("markdown",):
            for place in PLACES:
                times, works = type_at(page, mode, place, rate)
                edge = quantiles(times, n=20)[-1]
                verdict = "" if edge <= MOST_MS else f"  << above {MOST_MS:.0f} ms"
                yield (
                    f"typing, {mode}, {place} of 8,000 words: {len(times)} keys,"
                    f" median {median(times):.1f} ms, p95 {edge:.1f} ms, slowest {max(times):.1f} ms by the clock"
                    f"{verdict}; work of the page's thread, until the next key: median {median(works):.1f} ms,"
                    f" p95 {quantiles(works, n=20)[-1]:.1f} ms"
                )


def time_additions() -> float:
    """Return the seconds of processor time that ADDITIONS take here and now."""
    began, total = time.process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began


@contextmanager
def open_article(folder: Path) -> Iterator[Page]:
    """Yield a page with the editor of a saved article of 8,000 words."""
    room = Newsroom(folder, dict(SETTINGS), is_measured=False)
    settle_in(room)
    room.start()
    with sync_playwright() as playwright:
        page = new_context(launch(playwright), room.address).new_page()
        page.set_default_timeout(PATIENCE_MS)
        sign_in(page)
        page.goto("/desk/articles/new")
        page.fill("[name=headline]", "A long read")
        page.fill("[name=body]", make_text(8_000))
        page.get_by_role("button", name="Save draft").click()
        page.wait_for_url("**/edit")
        yield page
    room.stop()


def make_text(words: int) -> str:
    """Return a text of about so many *words*, with all that articles have, in sections of some 110."""
    some = " ".join(WORDS[number % len(WORDS)] for number in range(20))
    sections = (SECTION.format(number=number, words=some, half=some[:60]) for number in range(words // 110))
    return "".join(sections) + some


def type_at(saved: Page, mode: str, place: str, rate: float) -> tuple[list[float], list[float]]:
    """Return the milliseconds from each key to its picture, and those that the page's thread works until the next key.

    The work holds what the page does behind the picture, too: it is what keys cost where nothing else disturbs.
    """
    selector, put_caret = EDITORS[mode]
    choose_editing_mode(saved, mode)
    page = saved.context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(saved.url)
    page.locator(selector).wait_for()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(put_caret, [selector, PLACES.index(place) / 2])
    page.keyboard.type(KEYS[:5], delay=BETWEEN_KEYS_MS)
    page.evaluate(WATCH)
    done = [read_work(session)]
    for key in [*KEYS, "Enter"] * ROUNDS:
        page.keyboard.press(key)
        page.wait_for_timeout(BETWEEN_KEYS_MS)
        done.append(read_work(session))
    wait_until(page, lambda: len(page.evaluate("keyTimes")) >= (len(KEYS) + 1) * ROUNDS)
    times: list[float] = page.evaluate("keyTimes")
    wait_until(
        page, lambda: is_all_sent(page)
    )  # Else the next page sends what was typed, and shows itself anew amid its keys.
    page.close()
    return times, [after - before for before, after in pairwise(done)]


def read_work(session: CDPSession) -> float:
    """Return the milliseconds that the page's thread has worked so far, whatever else the machine does."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(each["value"] for each in metrics if each["name"] == "TaskDuration")


def wait_until(page: Page, is_true: Callable[[], bool]) -> None:
    """Wait for something on the page, asked from here: the page's policy lets it evaluate no text.

    Raises:
        TimeoutError: it did not come true in PATIENCE_MS.
    """
    for _ in range(PATIENCE_MS // 100):
        if is_true():
            return
        page.wait_for_timeout(100)
    raise TimeoutError
