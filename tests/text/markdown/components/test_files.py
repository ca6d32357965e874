"""Files of the library in a text."""

from blog.text.markdown import InlineFile, find_file_keys, render

KEY, OTHER = "a" * 32, "b" * 32
FILES = {
    KEY: InlineFile(
        key=KEY,
        path=f"/files/{KEY}/report.pdf",
        version_path=f"/files/{KEY}/{'c' * 16}/report.pdf",
        title="Annual <report>",
        facts="PDF, 2.4 MB",
        description="All & sundry",
    ),
    OTHER: InlineFile(
        key=OTHER,
        path=f"/files/{OTHER}/talk.mp3",
        version_path=f"/files/{OTHER}/{'d' * 16}/talk.mp3",
        title="The talk",
        facts="MP3, 24 MB, 31 min",
        is_sound=True,
        transcript_url="/articles/talk",
        transcript_label="Transcript",
    ),
}


def html(text: str) -> str:
    return render(text, files=FILES).html


def test_a_link_amid_words_says_what_it_leads_to():
    assert html(f"See [it](file:{KEY}).") == (
        f'<p>See <a href="/files/{KEY}/report.pdf" class="file-link">it</a>'
        ' <span class="file-facts">(PDF, 2.4 MB)</span>.</p>\n'
    )


def test_a_link_alone_is_a_card_with_title_and_description():
    card = html(f"[](file:{KEY})")

    assert card.startswith(
        f'<figure class="file"><a class="file__link" href="/files/{KEY}/report.pdf">Annual &lt;report&gt;</a>'
    )
    assert '<p class="file__description">All &amp; sundry</p>' in card
    assert "<audio" not in card


def test_own_words_take_the_place_of_title_and_description():
    card = html(f"[Own *title*](file:{KEY})\n> Own words")

    assert "Own <em>title</em></a>" in card
    assert "Own words" in card
    assert "All &amp; sundry" not in card


def test_a_recording_has_a_player_that_loads_nothing_by_itself_and_leads_to_its_words():
    card = html(f"[](file:{OTHER})")

    assert 'controls="" preload="none"' in card
    assert f'src="/files/{OTHER}/{"d" * 16}/talk.mp3" aria-label="The talk"' in card
    assert '<a href="/articles/talk">Transcript</a>' in card


def test_of_an_unknown_file_the_words_stay():
    assert html(f"a [b](file:{'0' * 32}) c") == "<p>a b c</p>\n"
    assert html(f"[b](file:{'0' * 32})") == "<p>b</p>\n"


def test_no_other_address_of_a_file_is_a_link():
    for address in ("file:///etc/passwd", "file:abc", f"file:{KEY}/../x", f"FILE:{KEY}"):
        assert "<a" not in html(f"See [it]({address}) now.")


def test_the_files_of_a_text_are_found():
    assert find_file_keys(f"[a](file:{KEY}) and\n\n[](<file:{OTHER}>)") == {KEY, OTHER}
