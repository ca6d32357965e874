import pytest

from blog.text.markdown import render
from tests.audit import IS_AUDIT
from tests.timing import do_within

TABLE = "| a |" + "b|" * 8 + "\n|" + "-|" * 9 + "\n" + "| x | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |\n" * 205
LISTING = "```\n" + '{"key": ["value", "value"]}\n' * 900 + "```\n"
INTRICATE = "![" * 600


@pytest.mark.parametrize("block", [TABLE, LISTING, INTRICATE, "[" * 400, '"' * 2_500, "(" * 3_000], ids=len)
def test_a_block_full_of_signs_leaves_all_others_as_they_are(block):
    html = render(f"## Head\n\n{block}\n\n**bold** [link](https://example.org/)\n").html

    assert "<h2" in html
    assert html.rstrip().endswith(
        '<p><strong>bold</strong> <a href="https://example.org/" rel="noopener external">link</a></p>'
    )


def test_a_big_table_and_a_listing_come_out_as_themselves():
    html = render(f"{TABLE}\n\n{LISTING}").html

    assert html.count("<tr>") == 206
    assert "<pre" in html


def test_a_block_full_of_signs_is_shown_as_it_was_typed():
    assert render(f"**x** {INTRICATE}").html == f"<p>**x** {INTRICATE}</p>\n"


@pytest.mark.parametrize(
    "unit",
    ["![" * 99, "[a](" * 499, "*a" * 999, "`a" * 1_999, "<" * 1_999, '"a' * 999, "http://a.b/(" * 100, "www." * 99],
    ids=lambda unit: unit[:12],
)
def test_many_blocks_just_below_the_limits_stay_bounded(unit):
    """What takes time for each pair of signs takes minutes at either length; an audit takes the longest text."""
    length, seconds = (199_000, 6) if IS_AUDIT else (49_000, 2)

    assert do_within(seconds, lambda: render(f"{unit}\n\n" * (length // (len(unit) + 2)))).html


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("See https://example.org/x.", "https://example.org/x", "https://example.org/x"),
        ("(http://a.example/c_(d))", "http://a.example/c_(d)", "http://a.example/c_(d)"),
        ("| a |\n|--|\n| https://a.example |", "https://a.example", "https://a.example"),
        ("> www.example.org/path", "https://www.example.org/path", "www.example.org/path"),
        ("- Write to info@example.org, please", "mailto:info@example.org", "info@example.org"),
        ("## https://example.org", "https://example.org", "https://example.org"),
        ("anna@verlag.berlin", "mailto:anna@verlag.berlin", "anna@verlag.berlin"),
        ("E-Mail:info@example.org", "mailto:info@example.org", "info@example.org"),
        ("(www.hafen.hamburg)", "https://www.hafen.hamburg", "www.hafen.hamburg"),
        ("www.пример.бел, и", "https://www.xn--e1afmkfd.xn--90ais", "www.пример.бел"),
    ],
)
def test_bare_addresses_are_links(text, address, words):
    html = render(text).html

    assert f'href="{address}"' in html
    assert f">{words}</a>" in html


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.org`",
        "    https://example.org",
        "```\nwww.example.org\n```",
        "node.js",
        "README.md",
        "example.org",
        "e.g.this and 2@1.23",
        "name@mail+xyz.example",
        "xmpp:name@example.org",
    ],
)
def test_code_and_bare_names_are_no_links(text):
    assert "<a " not in render(text).html


def test_an_address_keeps_its_hyphens_and_dots():
    assert ">https://example.org/a--b...c</a>" in render("https://example.org/a--b...c").html


def test_a_telephone_number_can_be_linked():
    assert '<a href="tel:+493012345">' in render("[Call](tel:+493012345)").html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Place:**Berlin", "<strong>Place:</strong>Berlin"),
        ("他说**“你好”**了", "他说<strong>“你好”</strong>了"),
        ("これは**「強調」**です", "これは<strong>「強調」</strong>です"),
        ("他说*“你好”*了", "他说<em>“你好”</em>了"),
        ("a**(b)**c", "a<strong>(b)</strong>c"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("그는 *“안녕”*이라고", "그는 <em>“안녕”</em>이라고"),
        ("_foo bar_", "<em>foo bar</em>"),
        ("__foo_bar__", "<strong>foo_bar</strong>"),
        ("3*4 or 5*6, a*b*c", "3*4 or 5*6, a<em>b</em>c"),
        ("snake_case_name", "snake_case_name"),
        ("Price*, Name* and 2 * 3 * 4", "Price*, Name* and 2 * 3 * 4"),
        ("** no **", "** no **"),
    ],
)
def test_emphasis_is_read_beside_punctuation(text, html):
    assert render(text).html == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [("~~gone~~ here", "<s>gone</s> here"), ("a ~~~no~~~ b", "a ~~~no~~~ b"), ("~50 to ~60", "~50 to ~60")],
)
def test_two_tildes_strike_and_others_are_signs(text, html):
    assert render(text).html == f"<p>{html}</p>\n"
