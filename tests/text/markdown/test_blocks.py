"""Pull quotes and videos: blocks that this blog adds to Markdown."""

import time

import pytest

from blog.text.markdown import render
from blog.text.markdown.videos import PlayerHosts, find_player_hosts, find_video
from tests.text.markdown.test_rendering import faults_of

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgxcQ"
PEERTUBE = "https://tube.example.org/w/4Cqg1pBVJt4Txt1jdTyWsf"


def test_a_marked_quote_becomes_a_pull_quote_with_its_speaker() -> None:
    html = render("> [!pull]\n> The *first* water\n> -- Amira Osei").html

    assert html == (
        '<figure class="pull">\n<blockquote>\n<p>The <em>first</em> water</p>\n</blockquote>\n'
        "<figcaption>Amira Osei</figcaption>\n</figure>\n"
    )


@pytest.mark.parametrize(
    "text",
    ["> [!pull] One.\n> — Who", "> [!PULL]\n>\n> One.\n>\n> -- Who", "> [!pull]\n> One.\n>\n> – Who"],
)
def test_a_pull_quote_may_be_written_loosely(text: str) -> None:
    html = render(text).html

    assert '<figure class="pull">' in html
    assert "One." in html
    assert "<figcaption>Who</figcaption>" in html
    assert "[!" not in html
    assert "<p></p>" not in html


@pytest.mark.parametrize("text", ["> [!pull]", "> Said. [!pull]", "[!pull] Said.", "> - [!pull] Said."])
def test_anything_else_stays_as_it_is(text: str) -> None:
    html = render(text).html

    assert "<figure" not in html
    assert "[!pull]" in html


def test_a_quote_in_a_quote_closes_where_it_should() -> None:
    html = render("> > [!pull]\n> > Inner\n>\n> Outer\n> -- Who").html

    assert html.index("</figure>") < html.index("Outer")
    assert html.count("<blockquote>") == html.count("</blockquote>") == 2
    assert "figcaption" not in html


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgxcQ", YOUTUBE),
        ("https://m.youtube.com/watch?feature=share&v=dQw4w9WgxcQ&t=1m30s", f"{YOUTUBE}?start=90"),
        ("http://youtu.be/dQw4w9WgxcQ?t=1h2s", f"{YOUTUBE}?start=3602"),
        ("https://youtube.com/shorts/dQw4w9WgxcQ", YOUTUBE),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/76979871/8272103f6e", "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e"),
        (PEERTUBE, "https://tube.example.org/videos/embed/4Cqg1pBVJt4Txt1jdTyWsf"),
        ("https://files.example.org/a/well.webm", "https://files.example.org/a/well.webm"),
    ],
)
def test_the_address_of_a_video_is_known_with_its_player(address: str, player: str) -> None:
    video = find_video(address)

    assert video is not None
    assert video.player == player


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/playlist?list=dQw4w9WgxcQ",
        "https://vimeo.com/about",
        "https://user@vimeo.com/123",
        "https://vimeo.com:8443/123",
        "https://localhost/a.mp4",
        "https://192.0.2.1/a.mp4",
        "https://example.org/article",
        "https://example.org/a.mp4.html",
    ],
)
def test_any_other_address_is_no_video(address: str) -> None:
    assert find_video(address) is None
    assert "<figure" not in render(address).html


def test_an_address_alone_becomes_a_card_that_is_a_plain_link() -> None:
    html = render("https://youtu.be/dQw4w9WgxcQ").html

    assert f'<figure class="video" data-player="{YOUTUBE}">' in html
    assert '<a class="video__link" href="https://youtu.be/dQw4w9WgxcQ" rel="noopener external">Video</a>' in html
    assert "<figcaption>youtu.be</figcaption>" in html
    assert "src=" not in html


def test_the_words_of_a_link_are_the_title_and_are_found_by_search() -> None:
    rendered = render("[The *first* day](https://vimeo.com/76979871)\nhttps://youtu.be/dQ--w9W_x_Q")

    assert ">The <em>first</em> day</a>" in rendered.html
    assert rendered.html.count("<figure") == 2
    assert 'href="https://youtu.be/dQ--w9W_x_Q"' in rendered.html
    assert (rendered.text, rendered.word_count) == ("The first day", 3)


@pytest.mark.parametrize(
    "text", ["See https://youtu.be/dQw4w9WgxcQ", "https://youtu.be/dQw4w9WgxcQ\nand more", "`https://vimeo.com/1`"]
)
def test_an_address_amid_words_is_no_card(text: str) -> None:
    assert "<figure" not in render(text).html


def test_only_known_hosts_may_be_loaded() -> None:
    html = render(f"https://youtu.be/dQw4w9WgxcQ\n\n{PEERTUBE}\n\nhttps://files.example.org/a.mp4").html

    assert find_player_hosts(html) == PlayerHosts(("www.youtube-nocookie.com",))
    known = find_player_hosts(html, ["tube.example.org", "files.example.org", "*", "x; script-src *", ""])
    assert known == PlayerHosts(("tube.example.org", "www.youtube-nocookie.com"), ("files.example.org",))


def test_words_that_look_like_a_card_load_nothing() -> None:
    html = render(
        '<figure data-player="https://www.youtube-nocookie.com/embed/x"> `data-player="https://vimeo.com/1"`'
    ).html

    assert find_player_hosts(html, ["vimeo.com"]) == PlayerHosts()


@pytest.mark.parametrize(
    "text",
    [
        "> [!pull]\n" * 4_000,
        "> [!pull] a\n\n" * 3_000,
        "https://youtu.be/dQw4w9WgxcQ\n" * 2_000,
        "> " * 30_000 + "[!pull]",
        "[a](https://youtu.be/" * 4_000,
        "-- " * 20_000,
        f"https://{'a-' * 30_000}.mp4",
    ],
)
def test_blocks_built_to_keep_the_parser_busy_stay_bounded(text: str) -> None:
    started = time.process_time()
    html = render(text[:200_000]).html

    assert time.process_time() - started < 4
    assert faults_of(html) == []
