"""The pre-publication checks: what they find, what they leave alone, and how they are overruled."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.writing import set_body
from blog.authoring.publishing.prepublication_checks import (
    ChecksFailed,
    Finding,
    FindingKind,
    SiteContext,
    check_article,
    find_not_overruled,
    require_checks_passed,
)
from blog.database import db
from blog.models import Article, ArticleEvent, ArticleState, EventKind, Picture, SlugRedirect
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save

ORIGIN = "https://news.example.org"


Look = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def look(app: Flask) -> Look:
    """Return what the gate says about a draft with this text, as pairs of fault and place."""

    def run(text: str, sizes: dict[str, int] | None = None, **more: object) -> list[tuple[str, str]]:
        article = make_draft(text=text, **more)
        set_body(db.session, article, text)
        around = SiteContext(ORIGIN, lambda path: path != "/nowhere", lambda name: (sizes or {}).get(name, 0))
        return [(finding.fault.value, finding.about) for finding in check_article(db.session, article, around)]

    return run


def keep_picture(key: str = "k3y", **more: object) -> Picture:
    values = {"width": 1600, "height": 900, "widths": [480, 960, 1600], "formats": ["jpg"], "uploaded_at": NOW}
    return save(Picture(key=key, **{**values, **more}))


CLEAN = """## One

### Two

See [the grant](https://example.org) and [mail](mailto:a@example.org).

## Three

A TKO at 3 in the park."""


def test_a_sound_article_raises_no_doubt(look: Look) -> None:
    keep_picture()

    assert look(CLEAN + "\n\n![A heron](picture:k3y)", {"k3y/960.jpg": 90_000}) == []


@pytest.mark.parametrize("word", ["TK", "TKTK", "TKK", "XXX", "TODO", "[tk]", "[??]", "lorem ipsum"])
def test_what_was_to_come_is_found(look: Look, word: str) -> None:
    assert look(f"The grant is worth {word} euros.") == [("placeholder", f"The grant is worth {word} euros.")]


def test_placeholders_are_found_outside_the_body_but_not_in_code(look: Look) -> None:
    found = look("`x`\n\n```\nTODO\n```", headline="Budget TK", standfirst="It rises by TK.", lead_caption="TK")

    assert found == [("placeholder", "Budget TK"), ("placeholder", "It rises by TK."), ("placeholder", "TK")]


@pytest.mark.parametrize("alt", ["", "IMG_2034.jpg", "DSC 0042", "holiday-2.JPEG"])
def test_a_picture_that_says_nothing_is_found(look: Look, alt: str) -> None:
    keep_picture()

    assert look(f"![{alt}](picture:k3y)") == [("missing_alt", alt or "1")]


def test_a_picture_that_only_decorates_needs_no_words(look: Look) -> None:
    keep_picture(is_decorative=True)

    assert look("![](picture:k3y)") == []


@pytest.mark.parametrize("address", ["", "#"])
def test_a_link_to_nowhere_is_found(look: Look, address: str) -> None:
    assert look(f"Here: [void]({address})") == [("empty_link", "void")]


def test_a_link_without_words_is_found(look: Look) -> None:
    assert look("Here: [](https://example.org/x)") == [("empty_link", "https://example.org/x")]


@pytest.mark.parametrize(
    "address",
    [
        "/articles/gone",
        "/articles/draft",
        f"{ORIGIN}/articles/gone",
        "gone",
        "/topics/gone",
        "/authors/gone",
        "/nowhere",
        "#no",
    ],
)
def test_a_link_to_what_readers_do_not_find_is_found(look: Look, address: str) -> None:
    make_draft("Secret", slug="draft")

    assert look(f"See [this]({address}).") == [("broken_link", address)]


@pytest.mark.parametrize(
    "address",
    [
        "/articles/tea",
        "/articles/tea.md",
        "/articles/tea/history",
        f"{ORIGIN}/articles/tea?x=1#y",
        "tea",
        "/articles/old-tea",
        "/articles/this-one",
        "/topics/grants",
        "/authors/maren",
        "/",
        "https://example.org/articles/gone",
        "?q=1",
    ],
)
def test_a_link_to_what_readers_find_is_left_alone(look: Look, address: str) -> None:
    tea = make_article(
        "Tea", slug="tea", author=make_person("Maren", slug="maren"), topics=[make_topic("G", slug="grants")]
    )
    save(SlugRedirect(slug="old-tea", article_id=tea.id, created_at=NOW))

    assert look(f"See [this]({address}).", slug="this-one") == []


def test_a_link_to_a_withdrawn_article_is_found(look: Look) -> None:
    make_article("Tea", slug="tea", state=ArticleState.WITHDRAWN)

    assert look("See [this](/articles/tea).") == [("broken_link", "/articles/tea")]


def test_a_note_within_the_text_is_a_place(look: Look) -> None:
    assert look("A claim.[^1] See [the note](#note-1).\n\n[^1]: The proof.") == []


def test_a_heading_that_skips_a_level_is_found(look: Look) -> None:
    assert look("#### Deep\n\n## Results\n\n#### By region\n\n## End") == [("heading_jump", "By region")]


def test_a_picture_that_weighs_too_much_is_found_by_the_width_that_is_read(look: Look) -> None:
    keep_picture(), keep_picture("tiny", widths=[300])
    sizes = {"k3y/960.jpg": 600_001, "k3y/1600.jpg": 9_000_000, "tiny/300.jpg": 600_000}

    assert look("![A heron](picture:k3y)\n\n![A stone](picture:tiny)", sizes) == [("large_picture", "A heron")]


def test_the_lead_photo_is_weighed_and_its_words_are_read(look: Look) -> None:
    found = look("Text.", {"k3y/960.jpg": 700_000}, lead_picture=keep_picture(), lead_alt="IMG_1.png")

    assert found == [("missing_alt", "IMG_1.png"), ("large_picture", "IMG_1.png")]


def overrule(article: Article, reason: str) -> None:
    require_checks_passed(
        db.session, article, [Finding(FindingKind.PLACEHOLDER, "TK euros")], reason, NOW, article.author_id
    )


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_doubts_stand(app: Flask, reason: str) -> None:
    with pytest.raises(ChecksFailed):
        overrule(make_draft(), reason)

    assert db.session.scalars(select(ArticleEvent)).all() == []


def test_a_reason_overrules_and_is_kept_with_what_it_overruled(app: Flask) -> None:
    article = make_draft()

    overrule(article, "TK is the name of an insurer.")
    db.session.commit()

    event = db.session.scalars(select(ArticleEvent)).one()
    assert (event.kind, event.article_id, event.person_id) == (EventKind.OVERRULED, article.id, article.author_id)
    assert event.note == "TK is the name of an insurer."
    assert event.details == {"findings": [{"fault": "placeholder", "about": "TK euros"}]}


def test_what_was_overruled_once_is_no_doubt_again(app: Flask) -> None:
    article, other = make_draft(), make_draft()
    overrule(article, "TK is an insurer.")
    old, new = Finding(FindingKind.PLACEHOLDER, "TK euros"), Finding(FindingKind.PLACEHOLDER, "TK dollars")

    assert find_not_overruled(db.session, article, [old, new]) == [new]
    assert find_not_overruled(db.session, other, [old]) == [old]
