"""Replacing a wording in the source of a Markdown text, proven by what readers see afterwards."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from blog.text.markdown import InlinePicture, render
from blog.text.quotation_marks import STRAIGHT
from blog.text.wording.changes import NoteInChange, WordingChange, part_lines, propose_changes, slide, slide_back
from blog.text.wording.edits import propose
from blog.text.wording.finding import Place
from blog.text.wording.link_addresses import follow_addresses
from blog.text.wording.page_words import NOTE, count_empty, read_lines, squeeze_lines
from blog.text.wording.source_characters import CharacterKind, SourceCharacter


class NotReplaceable(Exception):
    """No change of the Markdown was found after which readers would see the new words and nothing else changed."""


def replace_at(text: str, place: Place, new: str, pictures: Mapping[str, InlinePicture]) -> str:
    """Return the Markdown *text* with the wording at *place* changed to *new*; markup around changed words stays.

    Only words that differ are touched. The result is rendered, and taken only
    if its page shows the same words as before but for the change. Words that
    are the address of their link change it, too.

    Raises:
        AddressNotFollowed: they would no longer be that address, and tell no other.
        NotReplaceable: see there; also when nothing differs.
    """
    new = part_lines(place, new)
    try:
        for hunks in propose_changes(place, new):
            changed = replace_hunks(text, place, hunks, new, pictures)
            if changed is not None:
                return follow_addresses(text, changed)
    except NoteInChange as reason:
        raise NotReplaceable from reason
    raise NotReplaceable


def replace_hunks(
    text: str, place: Place, hunks: Sequence[WordingChange], new: str, pictures: Mapping[str, InlinePicture]
) -> str | None:
    """Return *text* with all *hunks* written into it; None where one cannot be, or there is none."""
    shown = [show_character(character) for character in place.all_characters]
    html = render(text, pictures, STRAIGHT).html
    if not hunks or not shows(html, shown) or not would_show(place, hunks, list(shown), new):
        return None
    for hunk in reversed(hunks):
        show(place, hunk, shown)
        changed = replace_hunk(text, html, place, hunk, shown, pictures)
        if changed is None:
            return None
        text, html = changed
    return text


def show_character(character: SourceCharacter) -> str:
    """Return what a page shows for *character*: lines end with their block alone, and notes have no words."""
    if character.kind is CharacterKind.GAP:
        return "\n"
    return "" if character.kind is CharacterKind.NOTE else character.sign.replace("\n", " ")


def would_show(place: Place, hunks: Sequence[WordingChange], shown: list[str], new: str) -> bool:
    """Return whether *hunks* make the lines of *new* of the wording, with or without numbers of notes."""
    for hunk in reversed(hunks):
        show(place, hunk, shown)
    plain = [shown[at] for at in place.characters]
    characters = ((place.all_characters[at], shown[at]) for at in place.characters)
    numbered = [character.sign if character.kind is CharacterKind.NOTE else sign for character, sign in characters]
    return squeeze_lines(new) in [squeeze_lines("".join(plain)), squeeze_lines("".join(numbered))]


def show(place: Place, hunk: WordingChange, shown: list[str]) -> None:
    """Note in *shown*, which says what readers see for each character, what *hunk* changes."""
    for at in hunk.characters:
        shown[at] = ""
    before = place.characters[max(0, bisect_left(place.characters, hunk.before) - 1)]
    if hunk.characters or hunk.before == place.characters[0]:
        shown[hunk.before] = hunk.words + shown[hunk.before]
    else:
        shown[before] += hunk.words


def replace_hunk(
    text: str, html: str, place: Place, hunk: WordingChange, shown: list[str], pictures: Mapping[str, InlinePicture]
) -> tuple[str, str] | None:
    """Return *text* and its HTML with one change, after which readers see what is *shown*; None where none does it."""
    kinds = {place.all_characters[at].kind for at in hunk.characters}
    if CharacterKind.FIXED in kinds:
        return None
    for one in filter(None, (hunk, slide(place, hunk), slide_back(place, hunk))):
        for proposed in propose(text, place.all_characters, one):
            after = render(proposed, pictures, STRAIGHT).html
            if shows(after, shown) and is_whole(html, after):
                return proposed, after
    return None


def shows(html: str, shown: Sequence[str]) -> bool:
    """Return whether a page shows exactly the words *shown*, in the same blocks."""
    return read_lines(html) == squeeze_lines("".join(shown))


def is_whole(before: str, after: str) -> bool:
    """Return whether no picture and no note went, and nothing was left empty."""
    counts = [(html.count("<img"), html.count('class="note-ref"')) for html in (before, after)]
    return counts[0] == counts[1] and count_empty(NOTE.sub("", after)) <= count_empty(NOTE.sub("", before))
