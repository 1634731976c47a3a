"""Stands in for dbt's cross-database macros while sqlfluff reads a model."""

from __future__ import annotations

from collections.abc import Callable


def __getattr__(name: str) -> Callable[..., str]:
    """Give a macro that writes a type (`dbt.type_string()`) or else a value of no type."""

    def any_sql(*args: object, **kwargs: object) -> str:
        return "varchar" if name.startswith("type_") else "null"

    return any_sql
