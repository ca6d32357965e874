"""Broadsheet: a news blog that tells its readers by e-mail when something is published."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from blog.accounts.routes import blueprint as accounts
from blog.articles.blueprint import blueprint as articles
from blog.authoring.routes import blueprint as authoring
from blog.config.loading import configure, instance_path
from blog.config.settings import settings_of
from blog.database import init_database
from blog.delivery.bounces.views import blueprint as bounces
from blog.delivery.bounces.webhooks.views import blueprint as service_webhooks
from blog.delivery.routes import blueprint as delivery
from blog.operations.backup.at_desk.views import blueprint as backups
from blog.operations.command_line.late_commands import LateCommands
from blog.operations.health import blueprint as health
from blog.operations.metrics.views import blueprint as metrics
from blog.operations.moving_in.at_desk.routes import blueprint as moving_in
from blog.operations.static_site.following.answer_wait import init_answer_wait
from blog.operations.upgrading.schema_gate import init_schema_gate
from blog.pictures.social_cards.views import blueprint as pictures
from blog.site.pages.blueprint import blueprint as pages
from blog.site.routes import blueprint as site
from blog.site.topics.routes import blueprint as topics
from blog.subscriptions.admin.routes import blueprint as readers
from blog.subscriptions.routes import blueprint as subscriptions
from blog.web.access.enforcement import init_access_control
from blog.web.access.request_body import init_request_body
from blog.web.access.security_headers import init_security_headers
from blog.web.addresses.links import Links
from blog.web.addresses.url_converters import IdConverter
from blog.web.assets.views import init_assets
from blog.web.cache.cacheable import init_public_pages
from blog.web.cache.middleware import init_page_cache
from blog.web.extensions import csrf, init_babel, login, mail
from blog.web.languages.catalogue_store import init_catalogues
from blog.web.languages.page_language import init_page_language
from blog.web.observability.logs import init_logs
from blog.web.observability.page_views.view_counter import init_view_counter
from blog.web.observability.process_metrics import init_process_metrics
from blog.web.observability.tracing import init_tracing
from blog.web.rendering.counted_views import init_counted_views
from blog.web.rendering.error_pages import init_error_pages
from blog.web.rendering.public_pictures import init_public_pictures
from blog.web.rendering.templating import init_templates
from blog.web.site_identity.reading import init_site_identity
from blog.web.site_identity.usage_preferences import init_usage_preferences
from blog.web.themes.active_theme import init_themes
from blog.web.themes.template_loading import SiteEnvironment

ROOMS = (
    articles,
    authoring,
    pages,
    topics,
    pictures,
    subscriptions,
    readers,
    accounts,
    site,
    delivery,
    bounces,
    service_webhooks,
    moving_in,
    backups,
    health,
    metrics,
)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Return the application; *config* overrides the environment, which overrides the defaults.

    Raises:
        ConfigurationError: the settings do not allow a start.
    """
    app = Flask(__name__, static_folder=None, instance_path=instance_path(config))
    choose_parts(app)
    configure(app, config)
    init_logs(app)
    init_process_metrics(app)
    init_counted_views(app)
    init_catalogues(app)
    init_site_identity(app)
    init_page_language(app)
    init_tracing(app)
    init_security_headers(app)
    init_public_pages(app)
    init_public_pictures(app)
    init_database(app)
    init_view_counter(app)
    init_kept_pages(app)
    init_usage_preferences(app)
    trust_proxies(app)
    init_extensions(app)
    init_schema_gate(app)
    init_request_body(app)
    init_access_control(app)
    init_error_pages(app)
    init_templates(app)
    for room in ROOMS:
        app.register_blueprint(room)
    init_themes(app)
    init_assets(app)
    app.cli = LateCommands(app)
    return app


def choose_parts(app: Flask) -> None:
    """Let routes have ids, and templates share their globals."""
    app.url_map.converters["id"] = IdConverter
    app.jinja_environment = SiteEnvironment


def init_kept_pages(app: Flask) -> None:
    """Let pages be kept in memory, and answers wait for those that are files."""
    init_answer_wait(app)
    init_page_cache(app)


def trust_proxies(app: Flask) -> None:
    """Believe X-Forwarded-For and -Proto of as many proxies as the settings say, and of no more."""
    count = settings_of(app).trusted_proxies
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def init_extensions(app: Flask) -> None:
    """Bind the extensions and the maker of signed links."""
    settings = settings_of(app)
    app.extensions["links"] = Links(settings.base_url, settings.secret_key, settings.media_public_url)
    init_babel(app)
    csrf.init_app(app)
    login.init_app(app)
    mail.init_app(app)
