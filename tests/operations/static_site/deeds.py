"""What a newsroom does to its articles, drawn by lot, as far as readers can see it."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from sqlalchemy import func, select

from blog.database import db
from blog.models import (
    Article,
    Correction,
    CorrectionKind,
    PagePlace,
    RelatedArticle,
    Revision,
    SitePage,
    SlugRedirect,
    article_coauthors,
    article_topics,
)  # fmt: skip
from blog.models.article_state import PAGE_MARK, READABLE, ArticleState
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save


class Newsroom:
    """A small site whose people do one thing after another, the same ones for one *seed*."""

    def __init__(self, seed: int) -> None:
        self.lots, self.count = Random(seed), 0
        self.people = [make_person(name, slug=name.lower()) for name in ("Ada", "Bo")]
        shown = {"masthead_position": None}
        self.topics = [make_topic(name, slug=name.lower(), **shown) for name in ("Water", "Roads")]
        self.topics.append(make_topic("Flood diary", slug="flood-diary", is_series=True, **shown))
        about = make_draft("About", slug=f"{PAGE_MARK}about", state=ArticleState.PAGE_PUBLISHED, author=self.people[0])
        save(SitePage(article_id=about.id, place=PagePlace.FOOTER))
        self.about = about.id
        for _ in range(7):
            self.publish()
        self.deeds: list[Callable[[], None]] = [
            self.publish, self.publish, self.edit, self.correct, self.withdraw, self.delete, self.end, self.rename,
            self.refile, self.refile, self.translate, self.part, self.relate, self.file_draft, self.found_topic,
            self.bring_back, self.change_about, self.share, self.redate, self.erase,
        ]  # fmt: skip

    def act(self) -> str:
        """Do something, drawn by lot; return what."""
        deed = self.lots.choice(self.deeds)
        deed()
        db.session.commit()
        return deed.__name__

    def choose(self, *states: ArticleState) -> Article:
        """Return one of the articles in one of *states*, without any a new one."""
        found = db.session.scalars(select(Article).where(Article.state.in_(states or READABLE)).order_by(Article.id))
        return self.lots.choice(found.all() or [self.publish()])

    def publish(self) -> Article:
        self.count += 1
        lots, link = self.lots, self.lots.randint(1, self.count + 2)
        body = f'<p>Rain, see <a href="/articles/story-{link}">this</a>.</p>'
        more = {"author": lots.choice(self.people), "body_html": body, "topics": lots.sample(self.topics[:2], 1)}
        return make_article(f"Story {self.count}", lots.randint(0, 70), slug=f"story-{self.count}", **more)

    def edit(self) -> None:
        article = self.choose()
        article.headline += " and more"
        article.updated_at += timedelta(hours=1)

    def correct(self) -> None:
        article = self.choose()
        kind = self.lots.choice([CorrectionKind.CORRECTION, CorrectionKind.RETRACTION])
        words = {"old_wording": "ten", "new_wording": "two", "explanation": "Two.", "corrected_at": NOW}
        db.session.add(Correction(article_id=article.id, kind=kind, **words))
        last = db.session.scalar(select(func.max(Revision.number)).where(Revision.article_id == article.id)) or 0
        for number in (last + 1, last + 2):
            text = {"headline": article.headline, "body_markdown": f"Version {number}.", "is_public": True}
            db.session.add(Revision(article_id=article.id, number=number, saved_at=NOW, **text))

    def withdraw(self) -> None:
        article = self.choose()
        article.state, article.withdrawn_at = ArticleState.WITHDRAWN, NOW

    def delete(self) -> None:
        self.choose(*READABLE, ArticleState.WITHDRAWN).state = ArticleState.DELETED

    def erase(self) -> None:
        db.session.delete(self.choose(ArticleState.DELETED, ArticleState.WITHDRAWN, ArticleState.PUBLISHED))

    def end(self) -> None:
        article = self.choose()
        article.state, article.ends_at = ArticleState.ENDED, NOW

    def bring_back(self) -> None:
        self.choose(ArticleState.WITHDRAWN, ArticleState.ENDED, ArticleState.DRAFT).state = ArticleState.PUBLISHED
        for article in db.session.scalars(select(Article).where(Article.published_at.is_(None))):
            if article.state is ArticleState.PUBLISHED:
                article.published_at = NOW

    def rename(self) -> None:
        article = self.choose()
        db.session.add(SlugRedirect(slug=article.slug, article_id=article.id, created_at=NOW))
        self.count += 1
        article.slug = f"story-{self.count}"

    def redate(self) -> None:
        self.choose(ArticleState.PUBLISHED).published_at = NOW - timedelta(days=self.lots.randint(0, 100))

    def refile(self) -> None:
        article = self.choose()
        article.topics = self.lots.sample(self.topics, self.lots.randint(0, len(self.topics)))

    def part(self) -> None:
        article, series = self.choose(), self.topics[2]
        article.topics = [*[one for one in article.topics if one is not series], series]
        db.session.flush()
        links = article_topics.c
        here = (links.article_id == article.id, links.topic_id == series.id)
        db.session.execute(article_topics.update().where(*here).values(position=self.lots.randint(1, 3)))

    def translate(self) -> None:
        article, other = self.choose(), self.choose()
        is_free = not db.session.scalar(select(Article.id).where(Article.translation_of_id == article.id).limit(1))
        article.translation_of_id = (
            other.id if is_free and other is not article and not other.translation_of_id else None
        )
        article.language = "de" if article.translation_of_id else ""

    def share(self) -> None:
        article = self.choose()
        links = article_coauthors.c
        db.session.execute(article_coauthors.delete().where(links.article_id == article.id))
        other = next(one for one in self.people if one.id != article.author_id)
        row = {"article_id": article.id, "person_id": other.id, "position": 0}
        db.session.execute(article_coauthors.insert(), [row])

    def relate(self) -> None:
        article, others = self.choose(), [self.choose() for _ in range(self.lots.randint(0, 3))]
        db.session.query(RelatedArticle).filter_by(article_id=article.id).delete()
        for place, other in enumerate(dict.fromkeys(other.id for other in others if other is not article)):
            db.session.add(RelatedArticle(article_id=article.id, position=place, related_id=other))

    def file_draft(self) -> None:
        make_draft(author=self.people[0], topics=self.lots.sample(self.topics, 1))

    def found_topic(self) -> None:
        self.count += 1
        self.topics.insert(2, make_topic(f"Topic {self.count}", slug=f"t-{self.count}", masthead_position=None))

    def change_about(self) -> None:
        page = db.session.get(Article, self.about)
        assert page is not None
        page.body_html += f'<p>More, see <a href="/articles/story-{self.count + 1}">this</a>.</p>'
