"""The blueprint of this room, which its views share."""

from flask import Blueprint

blueprint = Blueprint("authoring", __name__)
