"""Rank of a hit: where the words of a query stand in an article, and whether as they were typed.

Of two hits the better one has the words in its headline, then in headline and
standfirst, then anywhere; in the same place exact words come before beginnings
and other forms, and words that follow each other as typed before scattered ones.
"""

from collections.abc import Iterator, Sequence

from blog.database.search.query_parser import Spelling, Term

HEAD_MATCHES = 6
"""Score from which all words stand in headline or standfirst."""
IN_HEADLINE, EXACT, FOLLOWING = 8, 1, 1
"""Score of all words in a headline, and what is added where they are exact, and where they follow each other."""
MAX_SCORE = IN_HEADLINE + EXACT + FOLLOWING
SOME_IN_HEADLINE, EXACT_BODY, FOLLOWING_BODY = 1, 2, 2
"""What is added for the whole text, below HEAD_MATCHES."""


class Ranking:
    """Scores articles that match all *required* terms."""

    def __init__(self, required: Sequence[Term]) -> None:
        asked = [term for term in required if term.spellings]
        self.exact = [term.exact.spellings for term in asked]
        self.phrase = join_spellings([spellings[0] for spellings in self.exact])
        self.form_needles = [list(map(as_needle, term.forms)) for term in asked]
        self.exact_needles = [list(map(as_needle, spellings)) for spellings in self.exact]
        self.phrase_needle = as_needle(self.phrase)

    @property
    def has_one_term(self) -> bool:
        """Return whether a head without all the terms has none of them."""
        return len(self.exact) == 1

    def score_head(self, headline: str, standfirst: str) -> int:
        """Return the score of an article by its indexed *headline* and *standfirst*."""
        title = f" {headline} "
        head = f"{title}| {standfirst} "
        if not has_all(head, self.form_needles):
            is_partly = len(self.exact) > 1 and any(has_all(title, [needles]) for needles in self.form_needles)
            return SOME_IN_HEADLINE * is_partly
        if not has_all(title, self.form_needles):
            return HEAD_MATCHES + EXACT * has_all(head, self.exact_needles)
        is_exact = has_all(title, self.exact_needles)
        return IN_HEADLINE + EXACT * is_exact + FOLLOWING * (is_exact and self.phrase_needle in title)

    def body_points(self) -> Iterator[tuple[Sequence[Sequence[Spelling]], int]]:
        """Yield what may stand in a whole text, as ways to write each term, and what it adds to the score."""
        yield self.exact, EXACT_BODY
        if len(self.exact) > 1:
            yield [[self.phrase]], FOLLOWING_BODY


def join_spellings(spellings: Sequence[Spelling]) -> Spelling:
    """Return *spellings* one after the other."""
    tokens = tuple(token for spelling in spellings for token in spelling.tokens)
    return Spelling(tokens, spellings[-1].is_prefix if spellings else False)


def as_needle(spelling: Spelling) -> str:
    """Return *spelling* as it stands in an indexed text with spaces around."""
    return f" {spelling}" if spelling.is_prefix else f" {spelling} "


def has_all(text: str, terms: Sequence[Sequence[str]]) -> bool:
    """Return whether one needle of each of *terms* is in *text*; loops are far quicker than all() and any()."""
    for needles in terms:
        for needle in needles:
            if needle in text:
                break
        else:
            return False
    return True
