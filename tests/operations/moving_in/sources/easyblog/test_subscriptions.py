"""Subscriptions come with what is followed, in all five scopes."""

from pathlib import Path

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.sources.easyblog.subscriptions import Scope, read_subscriptions
from tests.operations.moving_in.sources.easyblog.easyblog_rows import easyblog_rows, post
from tests.operations.moving_in.sources.joomla.dumps import write_dump


def test_each_row_says_what_is_followed(tmp_path: Path) -> None:
    scopes = [("site", 0), ("category", 3), ("blogger", 605), ("team", 5), ("entry", 1), ("teamblog", 9), ("odd", 1)]
    rows = [
        {"id": number, "uid": uid, "utype": utype, "user_id": 606 if number == 1 else 0, "fullname": "",
         "email": " Reader@Old.example.org", "created": "2020-02-03 04:05:06"}
        for number, (utype, uid) in enumerate(scopes)
    ]  # fmt: skip
    team = [{"id": 5, "title": "The desk", "access": 3}]
    path = write_dump(tmp_path, easyblog_rows(post(1), easyblog_subscriptions=rows, easyblog_team=team))

    with open_bundle(path) as bundle:
        found = list(read_subscriptions(bundle))

    assert [(one.scope, one.id, one.name) for one in found] == [
        (Scope.SITE, "", ""), (Scope.CATEGORY, "3", "Harbour & Sea"), (Scope.AUTHOR, "605", "Maren H."),
        (Scope.TEAM, "5", "The desk"), (Scope.POST, "1", "Story 1"), (Scope.TEAM, "9", ""),
    ]  # fmt: skip
    assert (found[1].person, found[1].is_blocked, found[0].is_blocked) == ("Who only reads", True, False)
    assert found[0].since is not None
