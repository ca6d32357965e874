"""The welcome: one mail to each reader who has confirmed, in the owner's words, with the newest articles."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from blog.database import AnySession
from blog.delivery.composing.article_summary import WITH_SUMMARY, ArticleSummary, languages_of, summarize_article
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_html.mail_body import MailBody, write_body
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import Article
from blog.text.cleaning import clean_line
from blog.text.language import content_language
from blog.text.markdown import render
from blog.web.site_identity.owner_words import fill_words
from blog.web.site_identity.reading import site_settings

NEWEST = 3
"""Articles under the words."""


def read_welcome(session: AnySession, pending: PendingMessage) -> str:
    """Return what all welcomes of one moment have in common."""
    return WELCOME.name


def write_welcome(about: str, context: MailContext) -> MailContent:
    """Return the welcome with the owner's words, or a short greeting, and the newest articles."""
    site = site_settings()
    articles = list_newest(context)
    values = {
        **context.list_urls,
        "own_subject": clean_line(site.welcome_subject),
        "body": write_words(site.welcome_words, context) if site.welcome_words.strip() else None,
        "articles": articles,
    }
    content = render_mail("welcome", values, is_list=True)
    return replace(content, languages=languages_of(articles))


def write_words(words: str, context: MailContext) -> MailBody:
    """Return the owner's Markdown *words* as both parts of a mail hold it, with placeholders filled in."""
    home = context.links.absolute("/")
    filled = {"site": site_settings().name, "home": home, "preferences": context.list_urls["preferences_url"]}
    return write_body(render(fill_words(words, filled)).html, home, context.links, content_language("").direction)


def list_newest(context: MailContext) -> list[ArticleSummary]:
    """Return the newest public articles, at most NEWEST."""
    newest = context.session.scalars(Article.published().options(*WITH_SUMMARY).limit(NEWEST)).unique()
    return [summarize_article(article, context.links, context.now) for article in newest]


WELCOME = declare(
    MailKind(
        "welcome",
        title=_l("Welcome"),
        reference="subscriber",
        is_list=True,
        read=read_welcome,
        write=write_welcome,
    )
)
