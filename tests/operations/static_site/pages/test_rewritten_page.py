"""A page as a file: where its links lead, what is left out, and that no word is lost."""

from lxml import html

from blog.operations.static_site.files.file_names import file_name
from blog.operations.static_site.pages.rewritten_page import PageRewriting

LIVE = "https://news.example.org"
PAGE = """<!doctype html><html lang="uk"><head><meta charset="utf-8"><title>Повінь</title>
<link rel="canonical" href="https://news.example.org/articles/tea">
<link rel="stylesheet" href="/assets/site.css"></head>
<body><header class="masthead"><form action="/search" role="search"><input name="q"></form>
<a href="/topics/x">X</a></header>
<main><p>Вода &amp; &lt;хвиля&gt; <a href="/articles/milk#end">milk</a> <a href="https://example.com/x?a=1">out</a></p>
<picture><source srcset="/media/k/1.avif 1w, /media/k/2.avif 2w"><img src="/media/k/1.jpg" alt=""></picture>
<a href="?before=1-2">Older</a> <a href="/articles/tea/report">Report</a> <a href="#note">Note</a>
<form method="post" action="/subscribe" class="box">
<input name="topic" value="water"><button>Send me alerts</button></form>
<form method="post" action="/choices"><button>Dismiss</button></form>
<script type="application/ld+json">{"name": "</b> & 1 < 2"}</script></main>
<script type="module" src="/assets/site.js"></script></body></html>"""


def resolve(address: str) -> str | None:
    return None if "report" in address or "subscribe" in address or "?" in address else file_name(address)


def rewritten(older: str | None = None) -> tuple[html.HtmlElement, str, set[str]]:
    page = PageRewriting("/articles/tea", "articles/tea.html", resolve, LIVE, older).rewrite(PAGE.encode())
    return html.document_fromstring(page.body.decode()), page.body.decode(), page.shown


def test_links_lead_from_file_to_file_and_else_to_the_live_site() -> None:
    page, _, _ = rewritten("topics/page-1.html")

    assert page.xpath("//main//a/@href") == [
        "milk.html#end",
        "https://example.com/x?a=1",
        "../topics/page-1.html",
        f"{LIVE}/articles/tea/report",
        "#note",
        f"{LIVE}/subscribe?topic=water",
    ]
    assert page.xpath("//source/@srcset") == ["../media/k/1.avif 1w, ../media/k/2.avif 2w"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{LIVE}/articles/tea"]
    assert page.xpath("//form/@action") == ["../search.html"]


def test_a_form_becomes_a_link_with_the_words_of_its_button_and_choices_of_the_server_go() -> None:
    page, text, _ = rewritten()

    assert page.xpath("//a[@class='button button--primary']/text()") == ["Send me alerts"]
    assert "/choices" not in text
    assert 'method="post"' not in text


def test_scripts_open_from_a_disk() -> None:
    _, text, _ = rewritten()

    assert '<script src="../assets/site.js" defer' in text
    assert 'type="module"' not in text


def test_words_and_data_stay_as_they_were() -> None:
    page, text, _ = rewritten()

    assert "Вода & <хвиля> milk out" in page.text_content()
    assert '{"name": "</b> & 1 < 2"}' in text
    assert "</source>" not in text


def test_what_is_on_every_page_does_not_count_as_shown() -> None:
    _, _, shown = rewritten()

    assert "/articles/milk" in shown
    assert "/topics/x" not in shown


def test_an_older_page_of_a_list_is_the_same_whatever_the_list_says_of_itself() -> None:
    bare = '<div>\n  <p>Roads</p>\n  <a href="/feed.atom">Feed</a>\n  <p>6 <b>reports</b></p>\n</div>'
    tags = '<nav class="list-head__tags"><a href="/topics/x">X</a></nav>'
    full = bare.replace('  <a href="/feed', f'    {tags}\n  <a href="/feed').replace("<div>\n", f"<div>\n   {tags}\n")

    pages = {
        PageRewriting("/topics/roads", "x", resolve, LIVE, is_older=True).rewrite(p.encode()).body for p in (bare, full)
    }

    assert len(pages) == 1
    assert b"list-head__tags" not in pages.pop()


def test_an_older_page_of_a_month_does_not_say_which_months_are_beside_it() -> None:
    page = '<main><nav class="months"><a class="months__before" href="/archive/2026/3">March</a></nav><p>Tea</p></main>'

    older = PageRewriting("/archive/2026/4", "x", resolve, LIVE, is_older=True).rewrite(page.encode())

    assert b"<nav" not in older.body
    assert "/archive/2026/3" not in older.shown
