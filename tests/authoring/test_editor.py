from tests.authoring.conftest import Desk


def test_smoke(desk: Desk) -> None:
    for p in ["/desk/", "/desk/articles/new"]:
        r = desk.get(p)
        assert r.status_code == 200, p
    r = desk.post("/desk/articles/new", headline="Tea", body="Hello **you**", deed="publish")
    assert r.status_code == 303, r.text
    print(r.location)
    for p in [r.location, r.location.replace("publication", "edit"), "/desk/", r.location.replace("publication", "preview"),r.location.replace("publication", "deletion"),r.location.replace("publication", "withdrawal")]:
        assert desk.get(p).status_code == 200
    r = desk.post(r.location, alert="yes")
    assert r.status_code == 303
    print(r.location)
