"""What readers type finds what was written in another of the usual ways, in all scripts, on both databases."""

from flask import Flask

from blog.articles.search.search_results import search_articles
from blog.database import db
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from tests.factories import make_article, make_person

FOUND = [
    ("th", "ปี ๒๕๖๗", "2567"), ("hi", "वर्ष २०२४", "2024"), ("ar", "عام ٢٠٢٤", "2024"), ("ar", "عام 2024", "٢٠٢٤"),
    ("fa", "سال ۱۴۰۳", "١٤٠٣"), ("ar", "١٬٠٠٠ دينار", "1000"), ("th", "๑๐,๐๐๐ บาท", "10000"), ("km", "ឆ្នាំ២០២៤", "2024"),
    ("hi", "क़ानून बदला", "कानून"), ("hi", "हिन्दी दिवस", "हिंदी"), ("hi", "मुंबई", "मुम्बई"), ("hi", "गाँव", "गांव"),
    ("ar", "والمدينة", "المدينة"), ("ar", "مصطفى", "مصطفي"), ("ar", "فاطمة", "فاطمه"), ("ur", "یہ کراچی", "كراچي"),
    ("fa", "کتاب\u200cها", "کتاب ها"), ("fa", "کتاب\u200cها", "کتابها"), ("fa", "می\u200cخواهم", "می\u200cخواهم"),
    ("he", "צה״ל הודיע", "צהל"), ("he", 'צה"ל הודיע', "צה״ל"), ("he", "צה״ל הודיע", 'צה"ל'), ("he", "ג׳ירפה", "גירפה"),
    ("he", "בית־ספר", "בית ספר"), ("he", "הממשלה", "ממשלה"), ("he", '"הארץ" דיווח', '"הארץ"'),
    ("uk", "обʼєкт", "обєкт"), ("uk", "ґрунт", "грунт"), ("uk", "у Києві", "Київ"), ("uk", "Харкова", "Харків"),
    ("th", "น้ำท่วม", "นํ้าท่วม"), ("th", "เเม่น้ำ", "แม่น้ำ"), ("km", "រាជា\u200bណាចក្រ", "រាជាណាចក្រ"),
    ("ja", "ドナルド・トランプ氏", "ドナルドトランプ"), ("ja", "ドナルドトランプ氏", "ドナルド・トランプ"),
    ("ja", "EU・NATO首脳", "NATO"),
    ("ca", "col·legi", "collegi"), ("ca", "coŀlegi", "col·legi"), ("fr", "10 000 euros", "10000"),
    ("fr", "10000 euros", "10 000"), ("es", "EE.UU.", "EEUU"), ("el", "Η.Π.Α.", "ΗΠΑ"), ("ru", "№ 5", "№5"),
    ("de", "Herr Mueller", "Müller"), ("en", "Herr Müller", "Mueller"), ("da", "Århus", "Aarhus"),
    ("nb", "Aalesund", "Ålesund"),
    ("en", "Node.js", "nodejs"), ("en", "the U.S. economy", "US economy"), ("en", "the USA", "U.S.A."),
    ("en", "AT&T", "att"), ("en", "a Ph.D.", "phd"), ("haw", "Hawaiʻi", "hawaii"),
    ("en", "zero\u200bwidth", "zerowidth"),
    ("en", "“big house” there", "“big house”"), ("en", "big house", "big −cat"),
]  # fmt: skip
NOT_FOUND = [
    ("en", "big old house", "“big house”"), ("en", "big old house", "«big house»"), ("en", "big house", "big −house"),
    ("en", "12.3.2026", "1232026"), ("en", "in 2024 100 people", "2024100"), ("ja", "東京・大阪", "京大"),
]  # fmt: skip


def test_what_is_written_in_another_way_is_found(app: Flask) -> None:
    author = make_person()
    written = {}
    for language, text, _ in FOUND + NOT_FOUND:
        written[text] = make_article("x", text=text, standfirst="", author=author, language=language).id

    assert [(text, query) for _, text, query in FOUND if written[text] not in find(query)] == []
    assert [(text, query) for _, text, query in NOT_FOUND if written[text] in find(query)] == []


def find(query: str) -> set[int]:
    """Return the ids of all articles that are found."""
    terms, cursor, found = SearchQuery(parse_terms(query)), "", set[int]()
    while cursor is not None:
        page = search_articles(db.session, terms, cursor)
        found |= {hit.article.id for hit in page.hits}
        cursor = page.next_cursor
    return found
