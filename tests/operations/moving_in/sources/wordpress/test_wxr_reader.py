"""Items are read whatever their prefixes are called."""

from io import BytesIO

from blog.operations.moving_in.sources.wordpress.wxr_reader import WxrItem, read_wxr


def test_other_prefixes_are_read() -> None:
    data = (
        b'<rss xmlns:x="http://wordpress.org/export/1.2/" xmlns:e="http://wordpress.org/export/1.2/excerpt/"'
        b' xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><item><x:post_id>5</x:post_id>'
        b"<e:encoded>E</e:encoded><c:encoded>C</c:encoded></item></channel></rss>"
    )

    (item,) = [part for part in read_wxr(BytesIO(data)) if isinstance(part, WxrItem)]

    assert (item.get("post_id"), item.get("excerpt"), item.get("content")) == ("5", "E", "C")
