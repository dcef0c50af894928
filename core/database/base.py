"""Django's PostgreSQL, with prepared statements where the code asks for them (the name `base` is Django's)."""

from typing import Any

from django.db.backends.postgresql import base, operations

from core.database import is_on


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """The statement with its parameters, for tests and logs: the server has them apart."""
        if isinstance(cursor, base.ServerBindingCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that binds in the server inside `prepared`; named cursors, which walk through large results, never do."""
        if name or not is_on() or self.execute_wrappers:
            return super().create_cursor(name)
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = base.ServerBindingCursor
        try:
            return super().create_cursor()
        finally:
            self.connection.cursor_factory = usual
