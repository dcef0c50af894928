"""The dry run of an import: what each line of a file would do, compared with what is known. Changes nothing."""

from people.queries.imports.examination import Plan, examine

__all__ = ["Plan", "examine"]
