"""The Newcombe macro gives the published examples, and what scipy's Wilson limits lead to."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from pathlib import Path

import duckdb
import pytest
from jinja2 import Environment
from scipy.stats import binomtest

MACRO_FILE = Path(__file__).resolve().parents[2] / "macros" / "statistics" / "newcombe_limits.sql"
GROUPS = ((0, 10), (3, 10), (10, 10), (1, 66), (391, 496), (1_470, 2_104), (400_000, 585_000))

PAIRS = tuple(product(GROUPS, GROUPS))

# R. G. Newcombe, Statistics in Medicine 17 (1998), page 873, method 10: two of its examples, as
# printed there to four decimals.
PUBLISHED = (
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
)


def load_macros() -> dict[str, Callable[..., str]]:
    """Read the macros as they stand; they need nothing from dbt."""
    environment = Environment(autoescape=False)  # noqa: S701 - it makes SQL, not HTML
    module = environment.from_string(MACRO_FILE.read_text(encoding="utf-8")).module
    return {name: value for name, value in vars(module).items() if callable(value)}


MACROS = load_macros()


def wilson(group: tuple[int, int], confidence: float) -> tuple[float, float]:
    """Give scipy's Wilson limits of a share."""
    interval = binomtest(*group).proportion_ci(confidence, method="wilson")
    return float(interval.low), float(interval.high)


def macro_limits(
    first: tuple[int, int], second: tuple[int, int], confidence: float, scale: float = 1
) -> tuple[float, float]:
    """Give the macro's limits of first less second, from scipy's limits of each."""
    values = {"value_a": scale * first[0] / first[1], "value_b": scale * second[0] / second[1]}
    values["lower_a"], values["upper_a"] = (scale * v for v in wilson(first, confidence))
    values["lower_b"], values["upper_b"] = (scale * v for v in wilson(second, confidence))
    lower = MACROS["newcombe_lower"]("value_a", "lower_a", "value_b", "upper_b")
    upper = MACROS["newcombe_upper"]("value_a", "upper_a", "value_b", "lower_b")
    given = ", ".join(f"cast(? as double) as {name}" for name in values)
    with duckdb.connect() as connection:
        row = connection.execute(
            f"select {lower}, {upper} from (select {given})", list(values.values())
        ).fetchone()
    assert row is not None
    return row[0], row[1]


@pytest.mark.parametrize(("first", "second", "lower", "upper"), PUBLISHED)
def test_published_examples(
    first: tuple[int, int], second: tuple[int, int], lower: float, upper: float
) -> None:
    """The examples of the paper come out to its four decimals."""
    assert macro_limits(first, second, 0.95) == pytest.approx((lower, upper), abs=0.5e-4)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_squares_of_the_halves_add(
    first: tuple[int, int], second: tuple[int, int], confidence: float
) -> None:
    """Each end lies as far from the difference as the two halves on that side have in square."""
    low_first, high_first = wilson(first, confidence)
    low_second, high_second = wilson(second, confidence)
    share_first, share_second = first[0] / first[1], second[0] / second[1]
    difference = share_first - share_second
    expected = (
        difference - math.hypot(share_first - low_first, high_second - share_second),
        difference + math.hypot(high_first - share_first, share_second - low_second),
    )
    found = macro_limits(first, second, confidence)
    assert found == pytest.approx(expected, abs=1e-9)
    assert -1 - 1e-9 <= found[0] <= difference <= found[1] <= 1 + 1e-9


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_turned_round(first: tuple[int, int], second: tuple[int, int]) -> None:
    """Second less first has the same limits with the other sign."""
    lower, upper = macro_limits(first, second, 0.95)
    assert macro_limits(second, first, 0.95) == pytest.approx((-upper, -lower), abs=1e-9)


def test_in_percent() -> None:
    """In percent the limits are a hundred times those of shares: no unit is built in."""
    shares = macro_limits((56, 70), (48, 80), 0.95)
    percents = macro_limits((56, 70), (48, 80), 0.95, scale=100)
    assert percents == pytest.approx((100 * shares[0], 100 * shares[1]), abs=1e-9)


def test_a_missing_limit_gives_none() -> None:
    """Without a limit of one group there is no limit of the difference."""
    lower = MACROS["newcombe_lower"]("0.8", "cast(null as double)", "0.6", "0.7")
    upper = MACROS["newcombe_upper"]("0.8", "0.9", "0.6", "cast(null as double)")
    with duckdb.connect() as connection:
        assert connection.execute(f"select {lower}, {upper}").fetchone() == (None, None)


def test_method_code() -> None:
    """Limits made by it say so."""
    with duckdb.connect() as connection:
        row = connection.execute(f"select {MACROS['newcombe_method_code']()}").fetchone()
    assert row == ("newcombe",)
