"""An article is read aloud; the voice is a stub, for a machine without ears has none."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
ARTICLE = "/articles/water-for-the-upper-valley"
LONG = " ".join(f"and {number} families" for number in range(80))
BODY = f"""<p>The well is deep.<sup class="note-ref"><a href="#note-1">7</a></sup> It was dug by hand.</p>
<pre><code>rm -rf well</code></pre>
<ul><li>One bucket,<ul><li>one rope</li></ul></li></ul>
<p>In the valley live {LONG}.</p>"""
VOICES = """
    const said = (window.said = []);
    const voice = (lang, localService, isDefault) => ({ lang, localService, default: isDefault, name: lang });
    class Voice extends EventTarget {
        speaking = false;
        pending = false;
        getVoices() { return VOICES; }
        speak(utterance) { this.speaking = true; said.push(utterance); }
        cancel() { this.speaking = false; said.at(-1)?.onerror?.({ error: "canceled" }); }
    }
    Object.defineProperty(window, "speechSynthesis", { value: new Voice() });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.finish = () => { speechSynthesis.speaking = false; said.at(-1).onend(); };
"""
OURS = "[voice('en-US', false, true), voice('de-DE', true, false), voice('en_GB', true, false)]"


@pytest.fixture
def page(site: Newsroom, visitor: Visit) -> Page:
    with closing(sqlite3.connect(site.instance / "blog.sqlite3")) as connection, connection:
        connection.execute("UPDATE articles SET body_html = ? WHERE slug = 'water-for-the-upper-valley'", (BODY,))
    return open_with(visitor, site, OURS)


def open_with(visitor: Visit, site: Newsroom, voices: str) -> Page:
    page = visitor(site, "/healthz", viewport=PHONE, reduced_motion="reduce")
    page.add_init_script(VOICES.replace("VOICES", voices))
    page.goto(ARTICLE)
    page.locator("summary", has_text="Reading settings").click()
    return page


def last(page: Page) -> str:
    return str(page.evaluate("said.at(-1).text"))


def test_an_article_is_read_sentence_by_sentence_and_followed(page: Page) -> None:
    page.get_by_role("button", name="Read this article aloud").click()
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    faults = axe_faults(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    faults += axe_faults(page)
    while page.locator(".player").count():
        page.evaluate("finish()")
    said = page.evaluate("said.map(({ text, lang, voice }) => [text, lang, voice.localService])")
    texts = [text for text, *_ in said]

    assert texts[:6] == [
        "Water for the upper valley",
        "What the board decided, and why.",
        "The well is deep.",
        "It was dug by hand.",
        "One bucket,",
        "one rope",
    ]
    assert " ".join(texts[6:]) == f"In the valley live {LONG}."
    assert max(map(len, texts)) <= 220
    assert {tuple(rest) for _, *rest in said} == {("en_GB", True)}
    assert faults == []


def test_reading_is_paused_led_and_stopped_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Read this article aloud").press("Enter")
    page.get_by_role("button", name="Next paragraph").click()
    page.get_by_role("button", name="Next paragraph").click()
    expect(page.locator("[data-spoken]")).to_contain_text("The well is deep.")
    page.evaluate("finish()")
    page.get_by_role("button", name="Pause").press("Space")
    silent = page.evaluate("speechSynthesis.speaking")
    page.get_by_role("button", name="Read on").press("Space")

    assert (silent, last(page)) == (False, "It was dug by hand.")
    page.get_by_label("Speed").select_option("1.5")
    assert page.evaluate("said.at(-1).rate") == 1.5
    page.evaluate("speechSynthesis.speaking = false; document.dispatchEvent(new Event('visibilitychange'))")
    assert (last(page), page.evaluate("speechSynthesis.speaking")) == ("It was dug by hand.", True)
    page.get_by_role("button", name="Stop").press("Escape")
    expect(page.locator(".player, [data-spoken]")).to_have_count(0)
    expect(page.locator("summary", has_text="Reading settings")).to_be_focused()


def test_a_voice_that_breaks_off_says_so_and_can_go_on(page: Page) -> None:
    page.get_by_role("button", name="Read this article aloud").click()
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.evaluate("said.at(-1).onerror({ error: 'synthesis-failed' })")

    expect(page.locator(".player__said")).to_contain_text("The browser’s voice stopped")
    page.get_by_role("button", name="Read on").click()
    expect(page.locator(".player__said")).to_be_hidden()


def test_without_a_voice_of_ones_own_for_the_language_nothing_is_offered(site: Newsroom, visitor: Visit) -> None:
    page = open_with(visitor, site, "[voice('en-US', false, true), voice('de-DE', true, false)]")

    expect(page.get_by_role("button", name="Larger text")).to_be_visible()
    expect(page.get_by_role("button", name="Read this article aloud")).to_be_hidden()
