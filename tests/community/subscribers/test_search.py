"""The search follows what is written, and forgets what is taken away."""

from community.actions import replies, spaces, threads
from competencies.actions import topics
from core.search import find
from people.queries.audiences import closed_audience_ids
from tests.cast import NOW


def found(person, text, facet="thread"):
    hits = find(text, audiences=closed_audience_ids(person), facet=facet).hits
    return [(hit.kind, hit.group_id) for hit in hits]


def test_a_thread_and_its_replies_are_found_by_unaccented_words(cast, ask, deliver):
    thread = ask(title="Décrire une carte à l’école", topic_names=["Accessibilité"])
    replies.post_reply(by=cast.bruno, thread=thread, body="Les pictogrammes suffisent.", at=NOW)
    deliver()
    for words in ("decrire carte", "l'ecole", "accessibilite", "pictogramme"):
        assert {group for _kind, group in found(cast.david, words)} == {thread.pk}


def test_strangers_do_not_find_what_is_closed(cast, world, ask, deliver):
    thread = ask(world.hidden, title="Refonte confidentielle")
    deliver()
    assert found(cast.david, "refonte confidentielle") == []
    assert found(cast.bruno, "refonte confidentielle") == [("thread", thread.pk)]


def test_an_edit_a_deletion_and_its_undoing(cast, ask, deliver):
    thread = ask(title="Cartographie")
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="Pictogramme.", at=NOW)
    deliver()
    threads.edit_thread(by=cast.amina, thread=thread, title="Topographie", body="Autre.", at=NOW)
    deliver()
    assert (found(cast.david, "cartographie"), len(found(cast.david, "topographie"))) == ([], 1)
    replies.delete_reply(by=cast.bruno, reply=reply, at=NOW)
    deliver()
    assert found(cast.david, "pictogramme") == []
    threads.delete_thread(by=cast.amina, thread=thread, at=NOW)
    deliver()
    assert found(cast.david, "topographie") == []
    threads.restore_thread(by=cast.amina, thread=thread, at=NOW)
    deliver()
    assert len(found(cast.david, "topographie")) == 1


def test_a_space_is_found_by_its_new_name(cast, world, deliver):
    spaces.edit_space(by=cast.chloe, space=world.open, name="Balado", at=NOW)
    deliver()
    assert found(cast.david, "balado", facet="space") == [("space", world.open.pk)]


def test_a_thread_is_found_by_the_new_words_of_its_topic(cast, ask, deliver):
    thread = ask(title="Carte", topic_names=["Infolettre"])
    other = topics.get_or_create_topics(["Bulletin"])[0]
    deliver()
    assert found(cast.david, "bulletin") == []
    topics.merge_topics(keep=other, merge=thread.topics.get(), by=cast.olga, at=NOW)
    deliver()
    assert (found(cast.david, "bulletin"), found(cast.david, "infolettre")) == ([("thread", thread.pk)],) * 2
    topics.rename_topic(topic=other, name="Périodique", name_en="", by=cast.olga, at=NOW)
    deliver()
    assert found(cast.david, "periodique") == [("thread", thread.pk)]
