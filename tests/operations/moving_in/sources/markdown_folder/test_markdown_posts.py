"""A file says its addresses by itself and by its place."""

from datetime import UTC

from blog.operations.moving_in.imported_items import PictureItem
from blog.operations.moving_in.sources.markdown_folder.markdown_posts import read_markdown_post
from blog.operations.moving_in.sources.markdown_folder.site_config import SiteConfig


def test_addresses_of_files_and_front_matter() -> None:
    text = "---\ntitle: A\npermalink: /p/a.html\naliases: [/old-a, 'https://o.example/older']\n---\nx"

    assert read_markdown_post("content/news/a.md", text, "", UTC).paths == [
        "/p/a.html",
        "/news/a/",
        "/a/",
        "/old-a",
        "/older",
    ]


def test_a_section_of_hugo_is_part_of_the_address_and_the_end_of_a_name_a_language() -> None:
    item = read_markdown_post(
        "content/posts/boat/index.de.md", "---\ntitle: A\nexpiryDate: 2021-01-01\n---\nx", "", UTC
    )

    assert (item.paths[0], item.slug, item.language) == ("/posts/boat/", "boat", "de")
    assert item.ends_at is not None


def test_words_of_jekyll_are_parted_by_spaces() -> None:
    text = "---\ncategories: news world\ntags: 'a b'\npermalink: /:categories/:year/:title/\n---\nx"
    post, page = (read_markdown_post(name, text, "", UTC) for name in ("_posts/2021-8-1-a.md", "notes/a.md"))

    assert (post.topics, post.tags, post.paths[0]) == (["news", "world"], ["a", "b"], "/news/world/2021/a/")
    assert page.topics == ["news world"]


def test_addresses_are_those_of_the_configuration() -> None:
    config = SiteConfig(pattern="pretty", sections={"posts": "/:year/:slug/"})
    names = ("_posts/2021-8-1-a.md", "content/posts/b.md")
    items = [read_markdown_post(name, "---\ndate: 2021-08-01\n---\nx", "", UTC, config) for name in names]

    assert [item.paths[0] for item in items] == ["/2021/08/01/a/", "/2021/b/"]


def test_a_picture_of_each_theme_leads() -> None:
    heads = ("images: [/a.jpg]", "header:\n  overlay_image: /a.jpg", "heroImage: /a.jpg", "cover: {image: /a.jpg}")
    items = [read_markdown_post("a.md", f"---\n{head}\n---\nx", "", UTC) for head in heads]

    assert [item.lead.address for item in items if item.lead] == ["/a.jpg"] * 4


def test_the_picture_of_shared_links_is_read_beside_the_lead_photo() -> None:
    text = "---\ntitle: A\nimage: /lead.jpg\nimage_alt: A boat\nsocial_image: share.png\n---\nx"

    item = read_markdown_post("content/a.md", text, "", UTC)

    assert (item.lead, item.shared) == (PictureItem("/lead.jpg", "A boat"), PictureItem("share.png"))
    assert read_markdown_post("content/a.md", "---\nimage: /lead.jpg\n---\nx", "", UTC).shared is None
