"""What speaks of the same as some words, in the search index (core.search): cheap enough to be asked while one types."""

from itertools import combinations

from core.rules.text import search_words

# Bounded twice: only what shares enough words is fetched, and no more than that is ranked.
_ALIKE_LEVEL = """(
  SELECT e.object_id, {level} AS level, e.at,
    ts_rank('{{0.1,0.1,0.2,1.0}}', e.vector, (SELECT to_tsquery('french', %(some)s))) * e.weight AS score
  FROM (
    SELECT * FROM core_searchentry
    WHERE kind = '{kind}' AND vector @@ (SELECT to_tsquery('french', %(shared_{level})s)){beyond}
      AND (audience = 0 OR audience = ANY({audiences})) LIMIT 300
  ) AS e
  ORDER BY score DESC, e.at DESC, e.object_id
  LIMIT {limit}
)"""
_BEYOND = " AND (vector @@ (SELECT to_tsquery('french', %(shared_{level})s))) IS NOT TRUE"
ALIKE_WORDS, ALIKE_LEVELS = 6, 3


def alike_sql(kind: str, *, audiences: str, limit: int) -> str:
    """SQL of what speaks of the same, for a FROM: rows of object_id, level, at, score, at most `limit`; values: `alike`.

    The most alike first: ORDER BY level, score DESC, at DESC, object_id. A level is looked at only while those before it
    have not given enough. `audiences`: an SQL expression of a bigint[]. `kind` wants an index of its own (WHERE kind = …).
    """
    levels = (
        _ALIKE_LEVEL.format(
            kind=kind, level=level, audiences=audiences, limit=limit,
            beyond=_BEYOND.format(level=level - 1) if level else "",
        )
        for level in range(ALIKE_LEVELS)
    )  # fmt: skip
    return f"({' UNION ALL '.join(levels)} LIMIT {limit})"


def alike(text: str) -> dict[str, str | None]:
    """What `alike_sql` asks for: all words, then more than half of them, then two. One word finds nothing: {}."""
    words = ["'" + word.replace("'", "") + "'" for word in dict.fromkeys(search_words(text)) if word][:ALIKE_WORDS]
    numbers = [number for number in dict.fromkeys((len(words), (len(words) + 2) // 2, 2)) if 2 <= number <= len(words)]
    if not numbers:
        return {}
    shared: list[str | None] = [
        " | ".join("(" + " & ".join(some) + ")" for some in combinations(words, number)) for number in numbers
    ]
    shared += [None] * (ALIKE_LEVELS - len(shared))
    return {"some": " | ".join(words)} | {f"shared_{level}": query for level, query in enumerate(shared)}
