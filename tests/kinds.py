"""One address of every kind of page that readers see, with hostile contents behind it."""

from sqlalchemy import select

from blog.authoring.previews.preview_links import seal_link
from blog.database import db
from blog.models import Article, FollowRequest, Frequency, PasswordReset, Subscriber, SubscriberState, Topic
from blog.text.markdown import render
from blog.web.addresses.links import CHANGE, CONFIRM, FOLLOW, PREFERENCES, RESET
from blog.web.extensions import links
from tests.factories import (
    NOW,
    make_article,
    make_draft,
    make_preview_link,
    make_remark,
    make_subscriber,
    make_topic,
    save,
)

SLUG = "everything"
ERRORS = (400, 403, 404, 405, 410, 413, 429, 500, 503)
FIXED = (
    "/",
    f"/articles/{SLUG}",
    f"/articles/{SLUG}/history",
    f"/articles/{SLUG}/report",
    f"/articles/{SLUG}/reported",
    "/topics/",
    "/topics/everything",
    "/topics/empty",
    "/archive/",
    "/archive/2026/5",
    "/search",
    "/search?q=water",
    "/search?q=nothingofthekind",
    "/corrections/",
    "/kept/",
    "/offline",
    "/subscribe?topic=everything",
    "/subscribe/requested",
    "/subscribe/link",
    "/subscribe/link/sent",
    "/login",
    "/password-resets/new",
    "/password-resets/requested",
)
REFUSED = ("/nowhere", "/choices", "/subscriptions/altered", "/previews/altered", "/search?q=" + "x" * 300)
"""Pages that say what is wrong; their status is not 200."""

MARKDOWN = """A note[^a], *emphasis*, **strong**, `code` and [another site](https://example.org/).

## A part

| Village | Households | A long head | One more | And more | The last |
|:--|--:|--|--|--|--|
| Unterwald | 1,204 | Donaudampfschifffahrtsgesellschaft | 12 | 13 | 14 |

> A quotation.
>
> > And one inside it.

### A smaller part

1. First
   - one
   - two
2. Then

- [x] Done
- [ ] Open

```python
def litres(households: int) -> float: return households * 38.4  # far too long a line for a narrow column of text
```

https://www.youtube.com/watch?v=dQw4w9WgXcQ

هذه فقرة باللغة العربية.

[^a]: The note, with a [link](https://example.org/).
"""


def furnish_pages() -> tuple[str, ...]:
    """Make what the pages show, unless it is there; return an address of each kind that answers with 200."""
    article = db.session.scalar(select(Article).where(Article.slug == SLUG)) or write_article()
    return (*FIXED, f"/authors/{article.author.slug}", *sealed(article))


def write_article() -> Article:
    """Publish an article with all that Markdown can make, under many topics."""
    body = render(MARKDOWN)
    topics = [make_topic("Everything", slug=SLUG), *(make_topic(f"Desk number {number}") for number in range(29))]
    make_topic("Empty", slug="empty")
    headline = (
        "Eleven villages wait a ninth winter for the water that the council promised them, and nobody can say why"
    )
    texts = {"body_html": body.html, "body_text": body.text, "body_markdown": MARKDOWN}
    return make_article(headline, 27, slug=SLUG, topics=topics, **texts)


def sealed(article: Article) -> tuple[str, ...]:
    """Return the pages behind signed links."""
    pending = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    reader = make_subscriber(new_address="new@example.com", change_key="change")
    return (
        *(f"/subscriptions/confirm/{links().sign(CONFIRM, [one.id, one.request_key])}" for one in (pending, reader)),
        f"/subscriptions/follow/{links().sign(FOLLOW, [ask_to_follow(reader, article.topics[0]), 'follow'])}",
        f"/subscriptions/change/{links().sign(CHANGE, [reader.id, 'change'])}",
        f"/subscriptions/{links().seal(PREFERENCES, [reader.id, reader.key])}",
        f"/subscriptions/{links().seal(PREFERENCES, [reader.id, reader.key])}/leave",
        f"/password-resets/{links().sign(RESET, [ask_to_reset(article)])}",
        f"/previews/{show_draft(article)}",
    )


def ask_to_follow(reader: Subscriber, topic: Topic) -> int:
    """Return the id of an open request to follow *topic*."""
    asked = {"consent_wording": "w", "consent_form": "/", "requested_at": NOW, "frequency": Frequency.DAILY}
    request = save(FollowRequest(subscriber_id=reader.id, key="follow", topic_id=topic.id, **asked))
    return int(request.id)


def ask_to_reset(article: Article) -> int:
    """Return the id of an open request for a new password."""
    return int(save(PasswordReset(person=article.author, requested_at=NOW, expires_at=NOW.replace(year=2126))).id)


def show_draft(article: Article) -> str:
    """Return the token of a preview link with a remark."""
    link = make_preview_link(make_draft("Not public yet", author=article.author))
    make_remark(link)
    return seal_link(links(), link)
