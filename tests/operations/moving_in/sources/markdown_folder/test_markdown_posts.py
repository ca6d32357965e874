"""A file says its addresses by itself and by its place."""

from datetime import UTC

from blog.operations.moving_in.sources.markdown_folder.markdown_posts import read_markdown_post


def test_addresses_of_files_and_front_matter() -> None:
    text = "---\ntitle: A\npermalink: /p/a.html\naliases: [/old-a, 'https://o.example/older']\n---\nx"

    assert read_markdown_post("content/news/a.md", text, "", UTC).paths == [
        "/p/a.html",
        "/old-a",
        "/older",
        "/news/a/",
        "/a/",
    ]
