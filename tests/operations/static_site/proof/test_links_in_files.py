"""Links of each kind of file."""

from blog.operations.static_site.proof.links_in_files import links_of

PAGE = b"""<a href="a.html#x">a</a><a href="#">top</a><a name="y"></a><p id="x"><form action="search.html"></form>
<img src="b.jpg" srcset="c.jpg 1w, d.jpg 2w"><video poster="e.jpg"></video>
<div data-behaviour="static_search" data-parts="search/part-1.js search/part-0.js"></div>"""


def test_each_link_and_anchor_of_a_page_is_seen() -> None:
    found = links_of("x.html", PAGE)

    assert sorted(found.links) == [
        "a.html#x",
        "b.jpg",
        "c.jpg",
        "d.jpg",
        "e.jpg",
        "search.html",
        "search/part-0.js",
        "search/part-1.js",
    ]
    assert found.anchors >= {"x", "y"}


def test_style_sheets_manifests_and_the_index_of_the_search_have_links() -> None:
    assert links_of("a.css", b'@font-face{src:url("f.woff2")} b{background:url(data:x)}').links == ["f.woff2"]
    manifest = b'{"start_url": "index.html", "icons": [{"src": "i.png"}]}'
    assert links_of("site.webmanifest", manifest).links == ["index.html", "i.png"]
    assert links_of("search/part-1.js", b'broadsheetDocuments([["a.html","A"]]);\n').links == ["../a.html"]
    assert links_of("photo.jpg", b"\xff").links == []
