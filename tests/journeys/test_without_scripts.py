"""Everything works without JavaScript: post, redirect, get."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_question_and_answer import answer, ask


def test_ask_answer_edit_follow_and_leave(enter: Callable[..., Page]):
    mark = secrets.token_hex(3)
    amina = enter("Amina", scripts=False)
    amina.goto("/communaute/fils/nouveau/?genre=question")
    amina.get_by_label("Espace", exact=True).select_option(label="Accessibilité numérique")
    amina.get_by_label("Votre texte").fill(f"Un texte gardé {mark}")
    amina.get_by_label("Titre", exact=True).fill(" ")
    amina.get_by_role("button", name="Publier").click()
    expect(amina.get_by_label("Votre texte")).to_have_value(f"Un texte gardé {mark}")
    expect(amina.locator(".field-error, .error").first).to_be_visible()

    thread = ask(amina, f"Sans script {mark}", "Est-ce que tout marche?")
    answer(amina, f"Oui, tout marche {mark}.")
    amina.goto(thread)
    amina.get_by_role("button", name=re.compile("Signet")).first.click()
    amina.goto("/notifications/signets/")
    expect(amina.get_by_role("main")).to_contain_text(f"Sans script {mark}")

    amina.get_by_role("button", name=re.compile(f"Retirer.*{mark}")).click()
    expect(amina.get_by_role("main")).not_to_contain_text(mark)
    amina.get_by_role("button", name="Annuler").click()
    expect(amina.get_by_role("main")).to_contain_text(f"Sans script {mark}")

    amina.goto("/recherche/?q=" + mark)
    amina.goto(thread)
    amina.get_by_role("button", name=re.compile("Utile")).first.click()
    expect(amina.locator("button[aria-pressed='true']", has_text="Utile").first).to_be_visible()
