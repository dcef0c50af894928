"""The public showcase: careers pages, openings, schools, expressions of interest. Later work fills it; no page yet."""
