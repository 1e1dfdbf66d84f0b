"""Settings, urls, celery and wsgi: the only room that knows where and how Lookout runs."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
