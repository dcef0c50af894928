"""The Celery app and its calendar of recurring work (in code, not in tables)."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
app = Celery("maillage")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A turn that no worker took in its time is not made up for: the next one does its work.
app.conf.beat_schedule = {
    "send-mails": {"task": "activity.send_mails", "schedule": 20.0, "options": {"expires": 20}},
    "watch-backlog": {"task": "activity.watch_backlog", "schedule": 60.0, "options": {"expires": 60}},
    "remind-bookmarks": {"task": "activity.remind_bookmarks", "schedule": 300.0, "options": {"expires": 300}},
    "route-questions": {"task": "community.route_questions", "schedule": 300.0, "options": {"expires": 300}},
    "remind-of-events": {"task": "community.remind_of_events", "schedule": 300.0, "options": {"expires": 300}},
    "resume-space-work": {"task": "community.resume_space_work", "schedule": 300.0, "options": {"expires": 300}},
    "resume-harmonisation": {"task": "job_profiles.resume_harmonisation", "schedule": 300.0, "options": {"expires": 300}},
    "resume-snapshots": {"task": "competencies.resume_snapshots", "schedule": 300.0, "options": {"expires": 300}},
    "resume-proposals": {"task": "learning.resume_proposals", "schedule": 300.0, "options": {"expires": 300}},
    "look-after-spaces": {"task": "community.look_after_spaces", "schedule": crontab(hour="4", minute="15")},
    "count-figures": {"task": "community.count_figures", "schedule": crontab(minute="25")},
    "look-after-rounds": {"task": "job_profiles.look_after_rounds", "schedule": crontab(hour="7-23", minute="5")},
    "put-profiles-in-force": {"task": "job_profiles.put_in_force", "schedule": crontab(minute="10")},
    "look-after-campaigns": {"task": "learning.look_after_campaigns", "schedule": crontab(hour="6-20", minute="35")},
    "ask-for-standing-figures": {"task": "learning.ask_for_standing_figures", "schedule": crontab(hour="2", minute="50")},
    "look-after-plans": {"task": "learning.look_after_plans", "schedule": crontab(hour="8", minute="40")},
    "look-after-ratings": {"task": "learning.look_after_ratings", "schedule": crontab(hour="8", minute="20")},
    "look-after-seats": {"task": "learning.look_after_seats", "schedule": 300.0, "options": {"expires": 300}},
    "look-after-sessions": {"task": "learning.look_after_sessions", "schedule": crontab(minute="2")},
    "sweep-outbox": {"task": "core.sweep_outbox", "schedule": 20.0},
    "prune-outbox": {"task": "core.prune_outbox", "schedule": crontab(hour="3", minute="10")},
    "review-practices": {"task": "community.review_practices", "schedule": crontab(hour="6", minute="30")},
    "run-retention": {"task": "people.run_retention", "schedule": crontab(hour="3", minute="40")},
    "follow-roles": {"task": "people.follow_roles", "schedule": crontab(hour="0", minute="5")},
}
