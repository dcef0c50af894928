"""Recurring work on questions: the next people to ask, and how questions fare in each space."""

from celery import shared_task
from django.utils import timezone

from community.actions import figures, offers
from community.queries.routing import due_threads


@shared_task(name="community.count_figures")
def count_figures() -> int:
    """The figures of every space; running it twice gives the same rows."""
    return figures.count_figures(at=timezone.now())


@shared_task(name="community.route_questions")
def route_questions() -> int:
    """The waves that are due, each in a transaction of its own; returns how many people were asked. Safe to run twice."""
    now = timezone.now()
    return sum(offers.run_wave(thread_id=number, at=now) for number in due_threads(at=now))
