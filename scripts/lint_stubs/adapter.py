"""Stands in for dbt's `adapter` while sqlfluff reads a model: no engine is there to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined


@pass_context
def dispatch(
    context: Context, macro_name: str, macro_namespace: str | None = None
) -> Callable[..., Any]:
    """Give the macro that dbt would call for DuckDB, from the file that asks for it."""
    for engine in ("duckdb", "default"):
        macro: Callable[..., Any] | Undefined = context.resolve(f"{engine}__{macro_name}")
        if not isinstance(macro, Undefined):
            return macro

    def any_value(*args: object, **kwargs: object) -> str:
        return "null"

    return any_value


def get_columns_in_relation(relation: object) -> list[object]:
    """Give no column: there is no table to look into."""
    return []
