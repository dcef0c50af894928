"""Best-practice watch: sources, items, stories, selections, bulletins. Later work fills it; no page yet."""
