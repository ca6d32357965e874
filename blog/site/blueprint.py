"""The blueprint of this room, which its views share."""

from flask import Blueprint

blueprint = Blueprint("site", __name__)
