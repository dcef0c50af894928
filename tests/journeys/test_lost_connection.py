"""A lost connection recovers and misses nothing: the page says so, comes back by itself, doubles nothing."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.stack import Stack
from tests.journeys.test_question_and_answer import answer, ask


def test_a_reply_written_while_the_server_was_away_arrives(enter: Callable[..., Page], stack: Stack):
    mark = secrets.token_hex(3)
    amina, bruno = enter("Amina"), enter("Bruno")
    thread = ask(amina, f"Panne de réseau {mark}", "Que fait-on quand tout s’arrête?")
    amina.wait_for_load_state("networkidle")
    bruno.goto(thread)

    stack.stop("web")
    expect(amina.locator("#connection")).to_contain_text("Connexion perdue", timeout=20_000)
    stack.start_web()
    answer(bruno, f"On attend, et on relit {mark}.")

    news = amina.locator("#thread-news-line")
    expect(news).to_contain_text("1 nouvelle réponse", timeout=45_000)
    news.get_by_role("link").or_(news.get_by_role("button")).first.click()
    expect(amina.locator("#reply-list article", has_text=f"On attend, et on relit {mark}.")).to_have_count(1)
    expect(amina.locator("#connection")).not_to_contain_text(re.compile("perdue"))
