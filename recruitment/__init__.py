"""The public showcase: careers pages, openings, schools, expressions of interest. Filled by later work; it has no page yet."""
