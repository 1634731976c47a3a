"""The Wilson macro gives what scipy gives, and nothing where there is no proportion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jinja2 import Environment
from scipy.stats import binomtest

MACRO_FILE = Path(__file__).resolve().parents[2] / "macros" / "statistics" / "wilson_limits.sql"
DENOMINATORS = (1, 2, 3, 5, 7, 10, 29, 100, 241, 2_650, 650_000)
PROPORTIONS = [
    (k, n)
    for n in DENOMINATORS
    for k in sorted({0, 1, n - 1, n} | {round(n * share / 59) for share in range(60)})
]
NOT_PROPORTIONS = [
    (None, 10),
    (5, None),
    (None, None),
    (0, None),
    (None, 0),
    (0, 0),
    (5, 0),
    (5, -10),
    (-1, 10),
    (-5, -10),
    (11, 10),
]


class CompilerError(RuntimeError):
    """What dbt raises when a macro refuses to compile."""


def raise_compiler_error(message: str) -> None:
    """Stand in for dbt's own."""
    raise CompilerError(message)


class Adapter:
    """Find the default implementation of a macro, as dbt does for an engine without its own."""

    def __init__(self) -> None:
        """Start without macros: the template that holds them needs this object to load."""
        self.macros: dict[str, Callable[..., str]] = {}

    def dispatch(self, name: str, macro_namespace: str) -> Callable[..., str]:
        """Give the macro that dbt would call."""
        return self.macros[f"default__{name}"]


def load_macros() -> dict[str, Callable[..., str]]:
    """Read the macros as they stand, with the two things they need from dbt."""
    adapter = Adapter()
    environment = Environment(autoescape=False)  # noqa: S701 - it makes SQL, not HTML
    environment.globals["adapter"] = adapter
    environment.globals["exceptions"] = {"raise_compiler_error": raise_compiler_error}
    module = environment.from_string(MACRO_FILE.read_text(encoding="utf-8")).module
    adapter.macros = {name: value for name, value in vars(module).items() if callable(value)}
    return adapter.macros


MACROS = load_macros()


def limits(
    pairs: list[tuple[Any, Any]], confidence_percent: str, counted_in: str = "bigint"
) -> list[tuple[float | None, float | None]]:
    """Give the limits of each numerator and denominator, in one DuckDB query."""
    z = MACROS["z_score"](confidence_percent)
    lower = MACROS["wilson_lower"]("pair.numerator", "pair.denominator", z)
    upper = MACROS["wilson_upper"]("pair.numerator", "pair.denominator", z)
    with duckdb.connect() as connection:
        connection.execute(
            f"create table pair (id integer, numerator {counted_in}, denominator {counted_in})"
        )
        connection.executemany(
            "insert into pair values (?, ?, ?)",
            [(number, k, n) for number, (k, n) in enumerate(pairs)],
        )
        return connection.execute(f"select {lower}, {upper} from pair order by id").fetchall()


@pytest.mark.parametrize("counted_in", ["bigint", "double", "decimal(18, 3)"])
@pytest.mark.parametrize(("confidence_percent", "confidence"), [("95", 0.95), ("99.8", 0.998)])
def test_limits_are_those_of_scipy(
    confidence_percent: str, confidence: float, counted_in: str
) -> None:
    """A few hundred proportions, from one child to a country of them."""
    assert len(PROPORTIONS) > 300
    for (k, n), (lower, upper) in zip(
        PROPORTIONS, limits(PROPORTIONS, confidence_percent, counted_in), strict=True
    ):
        expected = binomtest(k, n).proportion_ci(confidence_level=confidence, method="wilson")
        assert lower == pytest.approx(expected.low, rel=0, abs=1e-9), (k, n)
        assert upper == pytest.approx(expected.high, rel=0, abs=1e-9), (k, n)


@pytest.mark.parametrize("confidence_percent", ["95", "99.8"])
def test_limits_hold_the_proportion(confidence_percent: str) -> None:
    """The proportion is never outside its own limits, nor the limits outside 0 and 1."""
    for (k, n), (lower, upper) in zip(
        PROPORTIONS, limits(PROPORTIONS, confidence_percent), strict=True
    ):
        assert lower is not None and upper is not None
        assert 0 <= lower <= k / n <= upper <= 1, (k, n)


@pytest.mark.parametrize("confidence_percent", ["95", "99.8"])
def test_none_and_all_have_exact_limits(confidence_percent: str) -> None:
    """The limit of nobody is 0 and of everybody 1, not a hair beside it."""
    for lower, _ in limits([(0, n) for n in DENOMINATORS], confidence_percent):
        assert lower == 0
    for _, upper in limits([(n, n) for n in DENOMINATORS], confidence_percent):
        assert upper == 1


@pytest.mark.parametrize("confidence_percent", ["95", "99.8"])
def test_no_limits_where_there_is_no_proportion(confidence_percent: str) -> None:
    """A missing, empty or impossible count gives no limit, and no error."""
    assert set(limits(NOT_PROPORTIONS, confidence_percent)) == {(None, None)}


@pytest.mark.parametrize(("k", "n"), NOT_PROPORTIONS)
def test_constants_are_as_safe_as_columns(k: int | None, n: int | None) -> None:
    """The engine works constants out early, and must not trip over what the guard excludes."""
    numerator, denominator = ("null" if count is None else str(count) for count in (k, n))
    with duckdb.connect() as connection:
        for name in ("wilson_lower", "wilson_upper"):
            sql = MACROS[name](numerator, denominator, MACROS["z_score"]("95"))
            assert connection.execute(f"select {sql}").fetchall() == [(None,)]


def test_an_expression_keeps_its_meaning() -> None:
    """An argument may be a sum: the macro does not let its own arithmetic into it."""
    z = MACROS["z_score"]("95")
    with duckdb.connect() as connection:
        for name in ("wilson_lower", "wilson_upper"):
            as_sum = MACROS[name]("a + b", "c + d", z)
            plain = MACROS[name]("7", "10", z)
            found = connection.execute(
                f"select {as_sum}, {plain} from (select 3 as a, 4 as b, 6 as c, 4 as d)"
            ).fetchone()
            assert found is not None
            assert found[0] == found[1]


def test_an_unknown_confidence_level_is_refused() -> None:
    """A level without a constant stops the build, and does not fall back on another."""
    with pytest.raises(CompilerError, match="90"):
        MACROS["z_score"]("90")


def test_a_number_names_the_level_as_well_as_text() -> None:
    """Both z_score(99.8) and z_score('99.8') are read."""
    assert MACROS["z_score"](99.8) == MACROS["z_score"]("99.8") == "3.090232306167813"
    assert MACROS["z_score"](95) == MACROS["z_score"]("95") == "1.959963984540054"


def test_the_method_has_a_code() -> None:
    """The code is a text constant in SQL."""
    assert MACROS["wilson_method_code"]() == "'wilson'"
