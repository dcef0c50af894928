"""What follows from a change of the vocabulary: the search index and who follows what."""

from competencies.actions.topics import move_following
from competencies.events import FrameworkLoaded, TopicChanged, TopicsCreated, TopicsMerged
from core import search
from core.events import subscribe


@subscribe(FrameworkLoaded)
def index_competencies(event: FrameworkLoaded) -> None:
    search.refresh("competency", list(event.competency_ids))


@subscribe(TopicsCreated)
def index_new_topics(event: TopicsCreated) -> None:
    search.refresh("topic", list(event.topic_ids))


@subscribe(TopicChanged)
def index_changed_topic(event: TopicChanged) -> None:
    search.refresh("topic", [event.topic_id])


@subscribe(TopicsMerged)
def index_merged_topics(event: TopicsMerged) -> None:
    search.refresh("topic", [event.kept_id, event.merged_id])


@subscribe(TopicsMerged)
def move_followers(event: TopicsMerged) -> None:
    move_following(kept_id=event.kept_id, merged_id=event.merged_id)
