"""Signs that other systems or slips leave in words are named; stars and tags that are meant are not."""

import pytest

from blog.authoring.publishing.left_signs import find_signs
from blog.authoring.publishing.text_checks import find_text_faults
from blog.models import Article
from blog.text.markdown.as_written.content_inspection import inspect_content
from tests.timing import do_within

LEFT = [
    "Das ist **fett **und mehr",
    "Ein __fettes __Wort",
    "Text mit ** Sternen **",
    "*kursiv *dann",
    "« **cité **»",
    "Dies ist _kursiv _und",
    "Un *mot *oublié",
    "==markiert==",
    "H~2~O",
    "x^2^ y",
    "++ein++",
    "'''fett'''",
    "[Link] (https://e.org)",
    "[Quelle][quelle]",
    "![Foto] (https://e.org/a.jpg)",
    "![[Bild.jpg]]",
    "[[Ein Link]]",
    '"Link":https://e.org',
    "[1]: https://e.org x y z",
    "Satz[^3] hier",
    "[x](javascript:alert(1))",
    "[url=https://e.org]x[/url]",
    "[b]fett[/b]",
    "[img]https://e.org/a.jpg[/img]",
    "[quote]Er sagte[/quote]",
    '[gallery ids="1,2"]',
    "[gallery]",
    '[su_button url="x"]Los[/su_button]',
    '[wpforms id="12"]',
    "[/vc_row]",
    "[tweet 1234567]",
    "[youtube=http://x.org]",
    "[poll id=3]",
    "[video src=x]",
    "{loadposition banner}",
    '{{< figure src="a.jpg" >}}',
    "{{ page.title }}",
    "{% include x.html %}",
    "%%title%%",
    "{gallery}a{/gallery}",
    "<b>Wort</b>",
    "a<br/>b",
    '<img src="https://e.org/a.jpg">',
    "<!-- more -->",
    "<!--nextpage-->",
    "<o:p></o:p>",
    "x &amp;amp; y",
    "&amp;nbsp;",
    "<script async>",
    '<amp-img src="x">',
    "</p>",
    '<a href="/x">hier</a>',
    "# # Titel",
    "####### Sieben",
    "##Titel",
    "#Neue Regeln für alle",
    "#Kosten\n\nSie steigen.",
    "== Titel ==",
    "| a | b |\n| - |",
    "|---|---|",
    "::: hint",
    "[Los](/x){.knopf}",
    "$$x$$",
    "\\textbf{x}",
]

MEANT = [
    "Ab 19,99 €* im Monat\n\n\\* Bis Mai",
    "Ab 19,99 €*\n\n*Bis Mai",
    "20 € * 3 = 60 €",
    "5 * 4 * 3",
    "2**10",
    "f***ing",
    "s***",
    "Note*",
    "K**** P****",
    "Sch**ße",
    "d**n",
    "Password: **********",
    "***",
    "Hôtel 5*",
    "hôtel 4**",
    "Ein ****-Hotel",
    "4**** Superior",
    "Anna**, Ben*\n\n* Name\n\n** Ort",
    "Leser*innen und Autor*innen",
    "Lehrer*innen *kursiv* Schüler*innen",
    "Kolleg_innen",
    "Anna (*Name geändert)",
    "(*1945 in Köln)",
    "*.jpg",
    "*.*",
    "/* c */",
    "snake_case und __init__.py",
    "_wichtig_",
    "m**2",
    "Er sagte [sic], es sei",
    "[…] er kam",
    "(siehe [1])",
    "[Anm. d. Red.]",
    "Er sagte [zu uns]: nein",
    "[1] Quelle",
    "[Video]",
    "[Audio] hören",
    "[Twitter]",
    "Das Interview [Video 2019]",
    "[x] erledigt",
    "[ ] offen",
    "[[1, 2], 3]",
    "[Müller]: Nein.",
    "(https://e.org)",
    "arr[0] und a[0][1]",
    "[^_^]",
    "die IPA-Laute [b] und [i]",
    "[n=12]",
    "I <3 you",
    "a < b and c > d",
    "x<y und y>z",
    "List<String>",
    "<10 %",
    "p<0.05",
    "<°)))><",
    "<-> und =>",
    "Mail an <a@b.org>",
    "<https://e.org/a**b>",
    "https://e.org/a_b~~c",
    "AT&amp;T",
    "R&D",
    "&c.",
    "Zahl #1 in #Berlin heute",
    "#Metoo begann 2017.",
    "#Berlin",
    "#Berlin #Wahl",
    "#Berlin\n#Wahl",
    "C#, F# und C++",
    "i++ und ++i",
    "A|B-Test",
    "1 | 2 | 3",
    "a || b",
    "| x |",
    "|x| + |y|",
    "$5 and $10",
    "100 $",
    "{a}",
    "{1,2}",
    "{x | x > 0}",
    "~5 km",
    "a ~ b",
    "C:\\temp\\x",
    "5' 3\"",
    "rock 'n' roll",
    "a == b",
    "5:::3",
    "100%",
    "^_^",
    "10^6",
    "v1.2.*",
    "`**` und `<b>`",
    "```\n<b>x</b> [gallery]\n```",
    "**fett**",
    "***beides***",
    "**»Zitat«** *»kursiv«*",
]


def look(body: str, headline: str = "Tea", language: str = "") -> list[tuple[str, str]]:
    texts = {"standfirst": "", "lead_caption": "", "lead_credit": "", "lead_alt": ""}
    article = Article(headline=headline, language=language, **texts)
    return [(str(one.fault), one.sign or one.about) for one in find_text_faults(article, inspect_content(body))]


@pytest.mark.parametrize("body", LEFT)
def test_what_another_system_or_a_slip_left_is_named(body: str) -> None:
    assert {fault for fault, _ in look(body)} == {"left_sign"}


@pytest.mark.parametrize("body", MEANT)
def test_what_is_meant_is_not_named(body: str) -> None:
    assert look(body) == []


@pytest.mark.parametrize("headline", ["Das *große* Fest", "Ein _leises_ Ende", "Der Befehl `ls`", "Caf&eacute; zu"])
def test_a_headline_formats_nothing(headline: str) -> None:
    assert [fault for fault, _ in look("Tea.", headline)] == ["left_sign"]


@pytest.mark.parametrize("headline", ["5*-Hotel und 4* daneben", "f*ck und sh*t", "Leser*innen, Autor*innen", "a_b_c"])
def test_stars_within_words_of_a_headline_are_no_formatting(headline: str) -> None:
    assert list(find_signs(headline, is_markdown=False)) == []


@pytest.mark.parametrize(
    ("body", "language", "found"),
    [
        ("Lorem ipsum dolor", "", ["Lorem ipsum"]),
        ("[Foto folgt]", "de", ["[Foto folgt]"]),
        ("He paid TK pounds", "en", ["TK"]),
        ("Die TK zahlt", "de", []),
        ("Herr XXX sagte", "de", ["XXX"]),
        ("die XXX. Olympischen Spiele", "de", []),
    ],
)
def test_placeholders_are_those_of_the_language(body: str, language: str, found: list[str]) -> None:
    assert [sign for fault, sign in look(body, language=language) if fault == "placeholder"] == found


@pytest.mark.parametrize(
    "piece",
    [
        "[ab=a",
        "[^a",
        "<a =",
        "#a ",
        "[audio =1 ",
        "__a.",
        "[[a",
        "{{a",
        "*a ",
        "_a ",
        "== a ",
        "[a b=",
        "| a",
        "~~",
        "$$a",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (60_000 // len(piece))

    do_within(2, lambda: list(find_signs(text, is_markdown=True)))
