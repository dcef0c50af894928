"""Programmes, offers, requests, matching, pairings, sessions; the advice desk. Filled by later work; it has no page yet."""
