"""Titles and names of uploaded files."""

from blog.pictures.attachments.attachment_upload import clean_file_name, title_of


def test_a_title_is_the_name_without_path_suffix_and_signs_that_are_not_seen():
    assert title_of("C:\\tmp\\Annual_report_2025.pdf") == "Annual report 2025"
    assert title_of("a\u202efdp.exe") == "afdp"
    assert title_of(".htaccess") == ".htaccess"
    assert clean_file_name("x/\u200by\r\n<b>.pdf") == "y <b>.pdf"
    assert len(clean_file_name("n" * 999)) == 200
