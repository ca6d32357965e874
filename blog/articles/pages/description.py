"""What an article is about, in a sentence: for search engines, cards, feeds and structured data."""

from blog.articles.pages.article_page import ArticlePage
from blog.models import Article
from blog.text.first_sentence import first_sentence
from blog.web.formatting.public_headline import typographic


def describe(article: Article | ArticlePage) -> str:
    """Return the standfirst of *article*, or else the first sentence of its text; "" when there is neither."""
    return typographic(article.standfirst, article) or first_sentence(article.body_html)
