"""Kinds of notices of learning, one noun per module."""

from learning.notifications import campaigns, courses, enrolments, interventions, lessons, needs, plans, ratings, shares

__all__ = ["campaigns", "courses", "enrolments", "interventions", "lessons", "needs", "plans", "ratings", "shares"]
