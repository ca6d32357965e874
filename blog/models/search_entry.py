"""Words of an article for the search index."""

from blog.database import AnySession, content_language_tag
from blog.database.search.index_entries import PARTS, IndexedText, is_indexed, write_entries
from blog.models.article import Article


def record_search_entry(session: AnySession, article: Article) -> None:
    """Write the words of *article* for the search, unless they are there, in its present texts; the caller commits."""
    session.flush()
    language = article.language or content_language_tag(session)
    if not is_indexed(session, article.id, language):
        texts = {part: getattr(article, part) for part in PARTS}
        write_entries(session, [IndexedText(article.id, texts, language)])
