"""What may be published about groups of people: closed tables, floors, rounding, suppression, and the audit of all figures.

Pure Python on numbers; linear programmes load SciPy when one is needed. Sources and limits: docs/decisions/0015.
"""

VERSION = 1
