"""Wagtail's search (chooser lists, /cms/) with French folding on both sides of the index."""

from typing import Any

from modelsearch.backends.database.postgres import postgres

from core.rules.text import search_text


class FoldingIndexer(postgres.ObjectIndexer):
    def prepare_value(self, value: Any) -> str:
        return search_text(super().prepare_value(value))


class FoldingQueryCompiler(postgres.PostgresSearchQueryCompiler):
    def build_tsquery_content(self, query: Any, config: str | None = None, invert: bool = False) -> Any:
        if hasattr(query, "query_string"):
            query.query_string = search_text(query.query_string) or query.query_string
        return super().build_tsquery_content(query, config=config, invert=invert)


class FoldingAutocompleteCompiler(FoldingQueryCompiler, postgres.PostgresAutocompleteQueryCompiler):
    """Autocompletion with the same folding."""


class FoldingIndex(postgres.PostgresIndex):
    """Indexes through the folding indexer."""

    def add_items(self, model: Any, objs: Any) -> Any:
        plain = postgres.ObjectIndexer
        postgres.ObjectIndexer = FoldingIndexer
        try:
            return super().add_items(model, objs)
        finally:
            postgres.ObjectIndexer = plain


class SearchBackend(postgres.PostgresSearchBackend):
    query_compiler_class = FoldingQueryCompiler
    autocomplete_query_compiler_class = FoldingAutocompleteCompiler
    index_class = FoldingIndex
