"""What follows from events: search entries, who follows what, levels. In a worker; each handler may run twice."""

from competencies.subscribers import measures, publishing, vocabulary

__all__ = ["measures", "publishing", "vocabulary"]
