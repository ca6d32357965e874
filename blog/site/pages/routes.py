"""The blueprint that the views of pages without date share."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
