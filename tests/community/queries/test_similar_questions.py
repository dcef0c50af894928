"""What was asked already, found while one types."""

from community.actions import following, replies, threads
from community.queries.similar_questions import similar
from core.search import rebuild
from tests.cast import NOW


def found(person, title, body=""):
    return [(one.title, one.state) for one in similar(person, title, body)]


def test_answered_ones_come_first_each_with_its_state(cast, world, ask):
    waiting = ask(title="Sous-titrer une vidéo de formation", body="Un.")
    answered = ask(title="Comment sous-titrer une vidéo?", body="Deux.")
    reply = replies.post_reply(by=cast.bruno, thread=answered, body="Ainsi.", at=NOW)
    threads.accept_answer(by=cast.amina, thread=answered, reply=reply, at=NOW)
    rebuild("thread")
    assert found(cast.david, "sous-titrer une vidéo en français") == [
        ("Comment sous-titrer une vidéo?", "answered"),
        (waiting.title, "open"),
    ]


def test_discussions_deleted_ones_and_closed_spaces_are_left_out(cast, world, ask):
    ask(title="Sous-titrer une vidéo ensemble", kind="discussion")
    ask(world.hidden, title="Sous-titrer une vidéo secrète")
    gone = ask(title="Sous-titrer une vidéo perdue", body="Perdue.")
    rebuild("thread")
    threads.delete_thread(by=cast.amina, thread=gone, at=NOW)
    assert found(cast.david, "sous-titrer une vidéo") == []
    assert found(cast.bruno, "sous-titrer une vidéo") == [("Sous-titrer une vidéo secrète", "open")]


def test_one_word_in_common_says_too_little(cast, ask):
    ask(title="Sous-titrer une vidéo")
    rebuild("thread")
    assert found(cast.bruno, "vidéo") == []
    assert found(cast.bruno, "vidéo promotionnelle") == []


def test_a_short_title_is_helped_by_the_text(cast, ask):
    ask(title="Sous-titrer une vidéo")
    rebuild("thread")
    assert found(cast.bruno, "Vidéo", "Je voudrais sous-titrer la mienne.") == [("Sous-titrer une vidéo", "open")]


def test_one_sees_what_one_follows_already(cast, ask):
    thread = ask(title="Sous-titrer une vidéo")
    rebuild("thread")
    following.follow_thread(by=cast.bruno, thread=thread, at=NOW)
    assert [one.followed for one in similar(cast.bruno, "sous-titrer une vidéo")] == [True]
    assert [one.followed for one in similar(cast.david, "sous-titrer une vidéo")] == [False]


def test_hostile_words_are_only_words(cast, ask):
    assert found(cast.bruno, "'); DROP TABLE x; -- \\ & | ! <-> ( :*") == []
    assert found(cast.bruno, "\x00 '' '' & &") == []
