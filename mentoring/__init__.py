"""Programmes, offers, requests, matching, pairings, sessions; the advice desk. Later work fills it; no page yet."""
