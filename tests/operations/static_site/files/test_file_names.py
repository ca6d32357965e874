"""Names of files for addresses, hostile ones among them, and links between files."""

import pytest

from blog.operations.static_site.files.file_names import UnfitAddress, file_name, older_file, relative_link


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/topics/", "topics/index.html"),
        ("/articles/tea", "articles/tea.html"),
        ("/articles/tea.md", "articles/tea.md"),
        ("/articles/%D0%BF%D0%BE%D0%B2%D1%96%D0%BD%D1%8C", "articles/повінь.html"),
        ("/topics/index", "topics/index~.html"),
        ("/con", "con~.html"),
        ("/articles/tea/history?from=1&to=2", "articles/tea/history/1-2.html"),
        ("/.well-known/trust.txt", ".well-known/trust.txt"),
    ],
)
def test_each_address_has_a_file_of_its_own(address: str, name: str) -> None:
    assert file_name(address) == name


@pytest.mark.parametrize(
    "address",
    [
        "/articles/..%2F..%2Fetc",
        "/articles/../../etc",
        "/%2e%2e/x",
        "/a%00b",
        "/a\\b",
        "/a:b",
        "/x?page=2",
        "/" + "a" * 300,
    ],
)
def test_what_could_leave_the_folder_or_be_no_file_is_refused(address: str) -> None:
    with pytest.raises(UnfitAddress):
        file_name(address)


def test_older_pages_stand_in_the_folder_of_their_list() -> None:
    assert older_file("/topics/tea", 3) == "topics/tea/page-3.html"
    assert older_file("/corrections/", 1) == "corrections/page-1.html"


def test_links_go_from_file_to_file_and_are_encoded() -> None:
    assert relative_link("articles/tea.html", "index.html") == "../index.html"
    assert relative_link("index.html", "articles/повінь.html") == ("articles/%D0%BF%D0%BE%D0%B2%D1%96%D0%BD%D1%8C.html")
