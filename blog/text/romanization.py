"""Letters of each language in Latin ones, by the rule of its own country, without accents.

What no table has, such as Hebrew, Thai and Chinese, is left to Unidecode, which
reads each sign alone, and kanji as Chinese: Japanese is not romanized, see slug_words.
"""

import re
import unicodedata
from functools import lru_cache

from text_unidecode import unidecode

Table = dict[str, str]


def pairs(text: str) -> Table:
    """Return the table of *text*, which holds letters and their Latin forms by turns, "-" for none."""
    words = text.split()
    return {one: "" if other == "-" else other for one, other in zip(words[::2], words[1::2], strict=True)}


CYRILLIC = pairs("а a б b в v г g д d ж zh з z к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh")
TABLES: dict[str, Table] = {
    # BGN/PCGN 1947, with e, and without its signs for ь and ъ.
    "ru": CYRILLIC | pairs("е e ё yo и i й y щ shch ъ - ы y ь - э e ю yu я ya"),
    # Resolution 55 of the Cabinet of Ministers of Ukraine, 2010; * begins a word.
    "uk": CYRILLIC
    | pairs("г h ґ g е e є ie и y і i ї i й i щ shch ь - ю iu я ia ё io ы y э e ъ - зг zgh")
    | pairs("*є ye *ї yi *й y *ю yu *я ya"),
    # BGN/PCGN 1979.
    "be": CYRILLIC | pairs("г h е ye ё yo и i і i й y ў w ы y ь - э e ю yu я ya щ shch ъ -"),
    # Transliteration Act of Bulgaria, 2009; | ends a word.
    "bg": CYRILLIC | pairs("е e и i й y х h щ sht ъ a ь y ю yu я ya ия| ia"),
    # The Latin alphabet of Serbian (Gaj), with dj for đ.
    "sr": CYRILLIC | pairs("ж z х h ц c ч c ш s е e и i ј j ђ dj љ lj њ nj ћ c џ dz đ dj"),
    "hr": {"đ": "dj"},
    # The digraphs of the Macedonian orthography.
    "mk": CYRILLIC | pairs("х h ц c е e и i ј j ѓ gj ѕ dz љ lj њ nj ќ kj џ dj"),
    # ELOT 743 (ISO 843, type 2).
    "el": pairs(
        "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
    )
    | pairs("ου ou ού ou γγ ng γξ nx γχ nch *μπ b μπ mp"),
    # BGN/PCGN 1956 (Arabic) and 1958 (Persian), without their signs; vowels that are not written stay unwritten.
    "ar": pairs("ا a أ a إ i آ a ٱ a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع - غ gh ف f")
    | pairs("ق q ك k ل l م m ن n ه h و w ي y ى a ة a ء - ؤ u ئ i پ p چ ch ژ zh گ g ک k ی i ڤ v ـ -"),
    "fa": pairs("ث s ذ z ض z ظ z و v ۀ e"),
    # Duden; also Swiss and Low German.
    "de": pairs("ä ae ö oe ü ue ß ss"),
    # Danish orthography and ICAO 9303; Swedes, Finns and Icelanders leave the accents out.
    "da": pairs("å aa æ ae ø oe"),
    "az": {"ə": "e"},
    # Their letters beside those of Russian, as the Latin alphabet of Kazakh (2021) has them, without accents.
    "kk": pairs("ә a ғ g қ q ң n ө o ұ u ү u һ h і i җ zh"),
    "ca": {"·": ""},
}
SAME = {
    **dict.fromkeys(("gsw", "bar", "nds", "ksh"), "de"),
    **dict.fromkeys(("nb", "nn", "no"), "da"),
    **dict.fromkeys(("bs", "sh", "cnr"), "hr"),
}
TELLING = {"uk": "іїєґ", "be": "ў", "mk": "ѓќѕ", "sr": "јљњћђџ"}
"""Letters by which Cyrillic words in a text of another script tell their language, the first that is found."""
GREEK_PAIRS = re.compile("[αεη][υύ]")
VOICED = frozenset("αεηιουωάέήίόύώβγδζλμνρ")
WORD = re.compile(r"[\w·]+")
APOSTROPHES = re.compile("(?<=\\w)['’‘ʼʹ`´′](?=\\w)")
WITHIN_WORDS = re.compile('[\u00ad\u200b\u2060]|(?<=[lL])·(?=[lL])|(?<=[א-ת])["״׳](?=[א-ת])')
"""Places where a word may break, and signs within words of Catalan and Hebrew."""
VOWEL_SIGNS = re.compile("[\u064b-\u065f\u0670]")
"""Of Arabic, which are written in schoolbooks and scripture alone."""
SYMBOL = re.compile("[¢-©«¬®-±´¶»\u20a0-\u20cf\u2190-\u2bff]")
"""Signs of money, degrees and the like, which Unidecode spells out: PS for a pound, deg for a degree."""
KANA_EDGE = re.compile("(?<=[\u3040-\u30ff])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[\u3040-\u30ff])")


def romanize(text: str, tag: str) -> str:
    """Return *text* in small Latin letters; apostrophes inside words vanish, also those that stand for sounds.

    The table is that of the language *tag*; letters of another script have
    the table of the language that they tell, or that is most common in it.
    """
    small = unicodedata.normalize("NFC", drop_apostrophes(text).lower())
    if small.isascii():
        return small
    table = table_of(tag.partition("-")[0], guess(small))
    spelled = GREEK_PAIRS.sub(spell_pair, KANA_EDGE.sub(" ", VOWEL_SIGNS.sub("", small)))
    latin = SYMBOL.sub(" ", WORD.sub(lambda found: replace_word(found[0], table), spelled))
    return re.sub("['`@]", "", str(unidecode(latin)))


def drop_apostrophes(text: str) -> str:
    """Return *text* without apostrophes and the like inside words: l'homme, O’Neil, п'ять, col·legi."""
    return WITHIN_WORDS.sub("", APOSTROPHES.sub("", text))


def guess(text: str) -> str:
    """Return the language that the Cyrillic letters of *text* tell; Russian without such letters."""
    return next((language for language, letters in TELLING.items() if any(one in text for one in letters)), "ru")


@lru_cache
def table_of(language: str, cyrillic: str) -> Table:
    """Return the letters of *language*, over those of other scripts; *cyrillic* is the language of their Cyrillic."""
    others = TABLES["kk"] | TABLES[cyrillic] | TABLES["el"] | TABLES["ar"] | {"ß": "ss"}
    return others | TABLES.get(SAME.get(language, language), {})


def spell_pair(found: re.Match[str]) -> str:
    """Return αυ, ευ or ηυ as it is spoken: with v before what is voiced, else with f."""
    is_voiced = found.string[found.end() : found.end() + 1] in VOICED
    return {"α": "a", "ε": "e", "η": "i"}[found[0][0]] + ("v" if is_voiced else "f")


def replace_word(word: str, table: Table) -> str:
    """Return one *word* with its letters replaced: pairs before single letters, those at an edge before others."""
    made, place = "", 0
    while place < len(word):
        length = 2 if find_letters(word, place, 2, table) is not None else 1
        found = find_letters(word, place, length, table)
        made += word[place : place + length] if found is None else found
        place += length
    return made


def find_letters(word: str, place: int, length: int, table: Table) -> str | None:
    """Return what *table* has for the letters at *place* of *word*, with or without accents; None for nothing."""
    part = word[place : place + length]
    if len(part) < length:
        return None
    edges = ["*" + part] * (place == 0) + [part + "|"] * (place + length == len(word))
    plain = unicodedata.normalize("NFD", part)[:1]
    return next((table[key] for key in (*edges, part, *([plain] if length == 1 else [])) if key in table), None)
