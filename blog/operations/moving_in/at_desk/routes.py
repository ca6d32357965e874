"""URL rules of imports at the desk."""

from blog.operations.moving_in.at_desk.blueprint import blueprint
from blog.operations.moving_in.at_desk.export_upload_views import parts, upload
from blog.operations.moving_in.at_desk.step_views import check, discard, resume, stop, take
from blog.operations.moving_in.at_desk.views import article_list, index, progress, show

__all__ = ["blueprint"]

GET, POST = ("GET",), ("POST",)
for rule, view, methods in (
    ("/desk/moving-in", index, GET),
    ("/desk/moving-in", upload, POST),
    ("/desk/moving-in/<id:id>", show, GET),
    ("/desk/moving-in/<id:id>/progress", progress, GET),
    ("/desk/moving-in/<id:id>/articles.csv", article_list, GET),
    ("/desk/moving-in/<id:id>/parts", parts, POST),
    ("/desk/moving-in/<id:id>/check", check, POST),
    ("/desk/moving-in/<id:id>/taking", take, POST),
    ("/desk/moving-in/<id:id>/stop", stop, POST),
    ("/desk/moving-in/<id:id>/resumption", resume, POST),
    ("/desk/moving-in/<id:id>/discarding", discard, POST),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
