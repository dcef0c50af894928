"""The Celery app and its calendar of recurring work (in code, not in tables)."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
app = Celery("maillage")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "remind-of-events": {"task": "community.remind_of_events", "schedule": 300.0, "options": {"expires": 300}},
    "sweep-outbox": {"task": "core.sweep_outbox", "schedule": 20.0},
    "prune-outbox": {"task": "core.prune_outbox", "schedule": crontab(hour="3", minute="10")},
    "review-practices": {"task": "community.review_practices", "schedule": crontab(hour="6", minute="30")},
    "run-retention": {"task": "people.run_retention", "schedule": crontab(hour="3", minute="40")},
    "follow-roles": {"task": "people.follow_roles", "schedule": crontab(hour="0", minute="5")},
}
