"""The WSGI application. `DJANGO_SETTINGS_MODULE` chooses the settings; the default is the embedded one."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.startup import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every page's code is loaded here, and not while somebody waits
settle()
