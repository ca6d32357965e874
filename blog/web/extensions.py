"""The Flask extensions, made here and bound to the application by create_app."""

from flask import current_app
from flask_babel import Babel
from flask_login import LoginManager
from flask_mail import Mail
from flask_wtf import CSRFProtect

from blog.web.links import Links

babel = Babel()
csrf = CSRFProtect()
login = LoginManager()
mail = Mail()


def links() -> Links:
    """Return the maker of signed links and absolute addresses of the running application."""
    maker: Links = current_app.extensions["links"]
    return maker
