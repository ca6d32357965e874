"""Rows of a news site under EasyBlog 6, as its tables hold them."""

import json
from typing import Any

from tests.operations.moving_in.sources.joomla.dumps import USERS, ZERO, menu

BLOCKS = [
    {"type": "heading", "uid": "a1", "html": "<h2>A head</h2>", "data": {}},
    {"type": "text", "uid": "a2", "html": "<p>Words of the <b>composer</b>.</p>", "data": {}},
    {"type": "columns", "uid": "a3", "html": "<div><div><!--blockn1--></div><div><!--blockn2--></div></div>",
     "data": {}, "blocks": [
         {"type": "text", "uid": "n1", "html": "<p>Left.</p>", "nested": True},
         {"type": "image", "uid": "n2", "nested": True, "html": "", "data": {
             "url": "//old.example.org/images/easyblog_articles/2/b2ap3_large_quay.jpg", "uri": "post:2/quay.jpg",
             "alt_text": "The quay", "caption_text": "At <i>dawn</i>"}},
     ]},
    {"type": "youtube", "uid": "a4", "html": "<iframe></iframe>", "data": {"url": "https://youtu.be/dQw4w9WgXcQ"}},
    {"type": "links", "uid": "a5", "html": "x", "data": {"url": "https://a.example/", "title": "T", "content": "C"}},
    {"type": "alerts", "uid": "a6", "html": "<div>Careful.</div>", "data": {}},
    {"type": "polls", "uid": "a7", "html": "", "data": {}},
    {"type": "file", "uid": "a8", "html": "", "data": {"url": "/images/easyblog_articles/2/a.pdf", "name": "A paper"}},
    {"type": "readmore", "uid": "a9", "html": "<div>Read more</div>", "data": {}},
    {"type": "gallery", "uid": "b1", "html": "", "data": {}, "blocks": [
        {"type": "image", "uid": "b2", "data": {"uri": "user:605/trip/one.jpg", "url": "x"}},
        {"type": "image", "uid": "b3", "data": {"uri": "user:605/trip/two.jpg", "url": "x"}}]},
]  # fmt: skip


def post(id: int, content: str = "<p>Some words.</p>", **more: Any) -> dict[str, Any]:
    """Return a row of the table of posts."""
    return {
        "id": id, "title": f"Story {id}", "permalink": f"story-{id}", "intro": "", "content": content,
        "excerpt": "", "category_id": 3, "published": 1, "state": 0, "created": f"2019-03-{id % 27 + 1:02d} 08:00:00",
        "modified": f"2019-04-{id % 27 + 1:02d} 08:00:00", "publish_up": f"2019-03-{id % 27 + 1:02d} 08:00:00",
        "publish_down": ZERO, "access": 0, "login_to_read": 0, "blogpassword": "", "image": "", "language": "*",
        "source_id": 0, "source_type": "easyblog.sitewide", "doctype": "legacy", "document": None, "params": "{}",
        "author_alias": "", "created_by": 605, **more,
    }  # fmt: skip


def easyblog_rows(*posts: dict[str, Any], **tables: Any) -> dict[str, Any]:
    """Return the tables of a site with *posts*, all in one category below another, with a tag that all have."""
    settings = {"main_title": "The Old Herald", "main_sef": "default", "main_image_path": "images/easyblog_images/"}
    rows = {
        "easyblog_post": list(posts),
        "easyblog_category": [
            {"id": 2, "title": "News", "alias": "news", "parent_id": 0, "private": 0, "published": 1,
             "description": ""},
            {"id": 3, "title": "Harbour &amp; Sea", "alias": "harbour", "parent_id": 2, "private": 0, "published": 1,
             "description": "<p>Ships</p>"},
            {"id": 4, "title": "Inside", "alias": "inside", "parent_id": 0, "private": 2, "published": 1,
             "description": ""},
        ],
        "easyblog_post_category": [
            {"id": 10 + number, "post_id": one["id"], "category_id": one["category_id"], "primary": 1}
            for number, one in enumerate(posts)
        ],
        "easyblog_tag": [{"id": 7, "title": "Boats", "alias": "boats", "published": 1}],
        "easyblog_post_tag": [
            {"id": 20 + number, "tag_id": 7, "post_id": one["id"]} for number, one in enumerate(posts)
        ],
        "easyblog_users": [{"id": 605, "nickname": "Maren H.", "permalink": "maren-h", "biography": "<p>Writes.</p>"}],
        "easyblog_configs": [{"name": "config", "params": json.dumps(settings)}],
        "easyblog_mailq": [{"id": 1, "recipient": "secret@old.example.org", "subject": "it's; \\'); DROP"}],
        "users": USERS,
        "menu": [
            menu(101, "aktuelles", "com_easyblog&view=latest"),
            menu(102, "meer", "com_easyblog&view=categories&layout=listings&id=3"),
        ],
        **tables,
    }  # fmt: skip
    return {name: found for name, found in rows.items() if found}
