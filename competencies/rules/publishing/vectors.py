"""Sparse rows of whole numbers modulo a large prime: a sum of people is never a multiple of it by chance."""

PRIME = (1 << 61) - 1

Vector = dict[int, int]


def less(row: Vector, factor: int, other: Vector) -> Vector:
    """row − factor × other, entries of zero left out."""
    row = dict(row)
    for column, value in other.items():
        after = (row.get(column, 0) - factor * value) % PRIME
        if after:
            row[column] = after
        else:
            row.pop(column, None)
    return row
