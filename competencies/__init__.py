"""Shared vocabulary and measure: framework, competencies, levels, topics, the evidence ledger."""
