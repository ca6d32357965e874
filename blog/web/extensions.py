"""The Flask extensions, made here and bound to the application by create_app."""

from flask import Flask, current_app
from flask_babel import Babel
from flask_login import LoginManager
from flask_mail import Mail
from flask_wtf import CSRFProtect

from blog.web.addresses.links import Links
from blog.web.languages.catalogue_store import SiteDomain
from blog.web.languages.page_language import locale_code

babel = Babel()
babel.domain_instance = SiteDomain()
csrf = CSRFProtect()
login = LoginManager()
mail = Mail()


def links() -> Links:
    """Return the maker of signed links and absolute addresses of the running application."""
    maker: Links = current_app.extensions["links"]
    return maker


def init_babel(app: Flask) -> None:
    """Bind Flask-Babel to *app*; its formats follow the language of the page."""
    babel.init_app(app, locale_selector=locale_code)
