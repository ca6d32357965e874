"""URL rules of readers at the desk."""

from blog.subscriptions.admin.blueprint import blueprint
from blog.subscriptions.admin.deletion_views import delete_reader
from blog.subscriptions.admin.export_views import allow_export, export_readers
from blog.subscriptions.admin.import_views import import_readers
from blog.subscriptions.admin.views import index, lift_suppression, show, suppress_reader

__all__ = ["blueprint"]

GET, POST, GET_AND_POST = ("GET",), ("POST",), ("GET", "POST")
for rule, view, methods in (
    ("/desk/readers", index, GET),
    ("/desk/readers/<id:id>", show, GET),
    ("/desk/readers/<id:id>/deletion", delete_reader, GET_AND_POST),
    ("/desk/readers/<id:id>/suppression", suppress_reader, POST),
    ("/desk/readers/<id:id>/suppression/end", lift_suppression, POST),
    ("/desk/readers/import", import_readers, GET_AND_POST),
    ("/desk/readers/export", allow_export, POST),
    ("/desk/readers/export.csv", export_readers, GET),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
