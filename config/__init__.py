"""Settings, addresses, processes: what makes the apps one product."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
