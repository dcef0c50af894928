"""Best-practice watch: sources, items, stories, selections, bulletins. Filled by later work; it has no page yet."""
