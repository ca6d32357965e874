"""A small site with what static files have to cope with, and its build."""

from pathlib import Path

from flask import Flask

from blog.config.settings import settings_of
from blog.database import db
from blog.models import Article, Correction, CorrectionKind, PagePlace, SitePage, article_topics
from blog.models.article_state import PAGE_MARK, ArticleState
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.writing.full_build import BuildResult, build_site
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save

HOSTILE = "повінь-у-долині"


def fill_site(count: int = 25) -> list[Article]:
    """Publish articles of one topic and author, more than a page of a list, with links, a correction and a page."""
    author, topic = make_person("Noor Blankers", slug="noor"), make_topic("Water", slug="index")
    made = [make_article(f"Well {number}", number, author=author, slug=f"well-{number}") for number in range(count)]
    filed = [{"article_id": one.id, "topic_id": topic.id} for one in made]
    db.session.execute(article_topics.insert(), filed)
    flood = make_article("Повінь <у долині>", 0.5, author=author, slug=HOSTILE, language="uk")
    flood.body_html = (
        '<h2 id="rain">Дощ</h2><p>Див. <a href="/articles/well-1#main">well</a> і <a href="/nowhere">ні</a></p>'
    )
    words = {"old_wording": "ten", "new_wording": "twelve", "explanation": "Twelve wells.", "corrected_at": NOW}
    db.session.add(Correction(article_id=made[1].id, kind=CorrectionKind.CORRECTION, **words))
    about = make_draft("About", slug=f"{PAGE_MARK}about", state=ArticleState.PAGE_PUBLISHED, author=author)
    save(SitePage(article_id=about.id, place=PagePlace.FOOTER))
    return made


def build(app: Flask, root: Path) -> BuildResult:
    """Build the site of *app* in *root*."""
    return [
        step for step in build_site(app, SiteFolder(root), settings_of(app).base_url) if isinstance(step, BuildResult)
    ][-1]


def files_in(root: Path) -> dict[str, bytes]:
    """Return the bytes of each file of the site by name, compressed forms left out."""
    paths = (path for path in root.rglob("*") if path.is_file() and path.suffix not in {".br", ".gz"})
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {name: body for name, body in found.items() if not name.startswith(".broadsheet/")}
