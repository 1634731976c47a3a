"""The words of the report: each figure, reason and sentence as a reader sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from outcomes_spine.report import words

SHARE = {"unit": "percent", "value_type": "proportion", "decimals": 1}
WHOLE = {"unit": "percent", "value_type": "proportion", "decimals": 0}
RATE = {"unit": "per_10000", "value_type": "rate", "decimals": 2}
GAP = {"unit": "percentage_points", "value_type": "gap", "decimals": 1}
MONEY = {"unit": "pounds", "value_type": "money", "decimals": 0}
WEEK = {"unit": "pounds_per_week", "value_type": "money", "decimals": 0}
SCORE = {"unit": "score", "value_type": "mean", "decimals": 3}


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (69.099999999999994, 1, "69.1"),
        (0.25, 1, "0.3"),
        (2.675, 2, "2.68"),
        (-0.04, 1, "0.0"),
        (-3.26, 1, "\N{MINUS SIGN}3.3"),
        (1234567.0, 0, "1,234,567"),
        (100.0, 1, "100.0"),
        (0.0, 0, "0"),
        (2.5, 0, "3"),
    ],
)
def test_numbers_are_rounded_half_up_and_separated(
    value: float, digits: int, expected: str
) -> None:
    """Publishers round half up; what floating point adds is taken off first."""
    assert words.number(value, digits) == expected


@pytest.mark.parametrize(
    ("value", "indicator", "expected"),
    [
        (71.0, SHARE, "71.0%"),
        (71.04, WHOLE, "71%"),
        (0.0, SHARE, "0.0%"),
        (100.0, WHOLE, "100%"),
        (54.60734, RATE, "54.6 per 10,000"),
        (15.4, GAP, "15.4 percentage points"),
        (1.0, {**GAP, "decimals": 0}, "1 percentage point"),
        (1732108.0, MONEY, "£1,732 thousand"),
        (3400.0, MONEY, "£3.4 thousand"),
        (-3400.0, MONEY, "\N{MINUS SIGN}£3.4 thousand"),
        (13410.0, WEEK, "£13,410 a week"),
        (0.291, SCORE, "0.291"),
        (2730.0, {"unit": "plans", "value_type": "count", "decimals": 0}, "2,730 plans"),
        (0.02156, {"unit": "per_100", "value_type": "rate", "decimals": 2}, "0.02 per 100"),
        (14.2, {"unit": "goals", "value_type": "mean", "decimals": 1}, "14.2 goals"),
    ],
)
def test_figures_carry_their_unit(value: float, indicator: dict[str, Any], expected: str) -> None:
    """One decimal for percentages and rates, thousands for money, a gap in percentage points."""
    assert words.figure(value, indicator) == expected


def test_a_figure_never_has_more_digits_than_its_source() -> None:
    """A source that prints whole percent is not made more exact."""
    assert words.digits_for(WHOLE) == 0
    assert words.digits_for({**SHARE, "decimals": 2}) == 1
    assert words.digits_for({**RATE, "decimals": 0}) == 0


def test_a_median_of_whole_figures_keeps_its_half() -> None:
    """Half-way between 2 and 3 is not 3; a printed decimal stays one decimal."""
    assert words.median(2.5, WHOLE) == "2.5"
    assert words.median(3.0, WHOLE) == "3"
    assert words.median(70.05, SHARE, with_unit=True) == "70.1%"


def test_a_missing_figure_says_why() -> None:
    """Never a blank, a nought or a dash."""
    assert words.figure(None, SHARE, "hidden by the publisher") == "hidden by the publisher"
    assert words.figure(None, SHARE, "") == words.NO_SOURCE
    assert words.missing("hidden by the publisher") == "hidden by the publisher"
    assert words.missing(None, "Anytown") == "no source held gives a figure for Anytown"
    assert words.limits(None, 3.0, SHARE) == words.NO_LIMITS
    assert words.counts(None, None) == "counts are not in the files held"


def test_counts_and_limits() -> None:
    """How many of how many, and from where to where."""
    assert words.counts(1661, 2339) == "1,661 of 2,339"
    assert words.counts(0, 12) == "0 of 12"
    assert words.counts(None, 12) == "of 12; the number reached is not in the files held"
    assert words.counts(7, None) == "7; of how many is not in the files held"
    assert words.limits(67.87, 71.8, SHARE) == "67.9 to 71.8"
    assert words.limits_source("ours") == "worked out from the published counts"
    assert words.limits_source("none") == words.NO_LIMITS


@pytest.mark.parametrize(
    ("code", "expected", "short"),
    [
        ("AY2024-25", "2024/25", "2024/25"),
        ("FY2019-20", "2019/20", "2019/20"),
        ("CY2024", "2024", "2024"),
        ("AT2025-03-31", "31 March 2025", "Mar 2025"),
        ("3CY2021-2023", "2021 to 2023", "21\N{EN DASH}23"),
        ("3FY2021-24", "2021/22 to 2023/24", "21\N{EN DASH}24"),
        ("3AY1998-01", "1998/99 to 2000/01", "98\N{EN DASH}01"),
        ("ED2019", "2019 edition", "2019"),
        ("odd", "odd", "odd"),
    ],
)
def test_periods_are_said_as_people_say_them(code: str, expected: str, short: str) -> None:
    """A code becomes words, a shape not known stays as it is."""
    assert words.period(code) == expected
    assert words.period_short(code) == short


def test_kinds_of_period() -> None:
    """The same four digits can be a school year or a financial year."""
    assert words.period_kind("AY2024-25") == "academic year"
    assert words.period_kind("FY2024-25") == "financial year"
    assert words.period_kind("3CY2021-2023") == "three calendar years together"
    assert words.period(None) == "no period"


def test_dates_and_ages() -> None:
    """Dates in words, ages in years and months."""
    assert words.day(date(2025, 11, 27)) == "27 November 2025"
    assert words.day("2026-11-23T18:00:00+00:00") == "23 November 2026"
    assert words.day("2026-11-23T18:00:00Z") == "23 November 2026"
    assert words.day("soon") == "soon"
    assert words.day(None) == "no date given"
    assert words.age(0) == "under a month"
    assert words.age(1) == "1 month"
    assert words.age(24) == "2 years"
    assert words.age(27) == "2 years 3 months"
    assert words.age(None) == "age not known"


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
        (112, "112th"),
    ],
)
def test_ordinals(n: int, expected: str) -> None:
    """11, 12 and 13 are the trap, in every hundred."""
    assert words.ordinal(n) == expected


def test_ranks_say_of_how_many_and_in_which_order() -> None:
    """A rank among a few authorities is no rank."""
    best = "where 1st is best"
    assert words.rank(23, 151, "lower_better", 153) == f"23rd of 151 authorities, {best}"
    assert words.rank(133, 152, "higher_better", 153) == f"133rd of 152 authorities, {best}"
    assert words.rank(2, 151, "neutral", 153) == "2nd of 151 authorities, highest first"
    assert words.rank(1, 88, "lower_better", 153) == (
        f"1st of the 88 authorities with a figure, out of 153; {best}"
    )
    assert words.rank(1, 19, "neutral") == (
        "no rank: only 19 authorities have a figure for this period"
    )
    assert words.rank(1, 1, None) == "no rank: only 1 authority has a figure for this period"
    assert words.rank(None, None, None) == "no rank: there is no figure to rank"
    assert words.is_rank_wide(102, 153)
    assert not words.is_rank_wide(101, 153)


def test_pooled_years_overlap() -> None:
    """Three years that begin less than three apart share one; other kinds never do."""
    assert words.overlap("3FY2021-24", "3FY2020-23")
    assert words.overlap("3CY2021-2023", "3CY2019-2021")
    assert not words.overlap("3FY2021-24", "3FY2018-21")
    assert not words.overlap("AY2023-24", "AY2022-23")


def test_changes_state_a_direction_and_never_a_judgement() -> None:
    """Up and down in the unit of the figure; nought is no change."""
    assert words.change(1.1, SHARE, "AY2023-24") == "up 1.1 percentage points since 2023/24"
    assert words.change(-1.0, WHOLE, "AY2023-24") == "down 1 percentage point since 2023/24"
    assert words.change(0.04, SHARE, "AY2023-24") == "no change since 2023/24"
    assert words.change(-2.5, RATE, "FY2023-24") == "down 2.5 per 10,000 since 2023/24"
    assert words.change(None, SHARE, None) == "no earlier comparable figure"
    assert words.change(-1.1, SHARE, "AY2023-24", short=True) == "\N{MINUS SIGN}1.1"
    assert words.change(1.1, SHARE, "AY2023-24", short=True) == "+1.1"
    assert words.change(0.0, SHARE, "AY2023-24", short=True) == "0"


def test_marks_carry_shape_and_word() -> None:
    """Shape and word first; neutral directions have neither shape nor colour."""
    shapes = {code: (words.mark(code).shape, words.mark(code).word) for code in words.MARKS}
    assert shapes["better"] == ("\N{BLACK UP-POINTING TRIANGLE}", "better")
    assert shapes["worse"] == ("\N{BLACK DOWN-POINTING TRIANGLE}", "worse")
    assert shapes["similar"] == ("\N{BLACK CIRCLE}", "similar")
    assert shapes["not_comparable"] == ("\N{EN DASH}", "not comparable")
    assert words.mark("higher").shape == words.mark("lower").shape == ""
    assert words.mark("higher").style == words.mark("lower").style == "plain"
    assert words.mark(None) == words.mark("something else") == words.MARKS["not_comparable"]


def test_comparisons_name_the_comparator() -> None:
    """Better than whom, similar to whom."""
    assert words.comparison("better", "England") == "better than England"
    assert words.comparison("similar", "London") == "similar to London"
    assert words.comparison("higher", "England") == "higher than England"
    assert words.comparison(None, "England") == "not comparable with England"
    assert words.neighbours(1) == "the median of 1 neighbour"
    assert words.neighbours(0) == "the neighbours' median"


ROW = {
    "value": 71.0,
    "period_code": "AY2024-25",
    "value_status_words": "shown",
    "lower_95": 69.1,
    "england_value": 68.3,
    "england_comparison": "better",
    "region_value": 70.7,
    "region_name": "Region",
    "region_comparison": "similar",
    "neighbour_median": 70.1,
    "neighbour_count": 9,
    "neighbour_comparison": "similar",
}


def test_the_finding_says_what_limits_support() -> None:
    """With limits the comparisons, without them the figures alone."""
    assert words.finding(ROW, SHARE) == (
        "71.0% in 2024/25: better than England (68.3%), similar to Region (70.7%) and similar to "
        "the median of 9 neighbours (70.1%)."
    )
    without = {key: None if "comparison" in key else value for key, value in ROW.items()}
    share = {**SHARE, "polarity": "higher_better"}
    assert words.finding({**without, "lower_95": None}, share) == (
        "71.0% in 2024/25: 2.7 points above England (68.3%), 0.3 points above Region (70.7%) and "
        "0.9 points above the median of 9 neighbours (70.1%); higher is better, chance not tested."
    )
    assert words.finding(without, share) == (
        "71.0% in 2024/25; England 68.3%, Region 70.7% and the median of 9 neighbours 70.1%, which "
        "cannot be compared."
    )


@pytest.mark.parametrize(
    ("value", "other", "polarity", "shape", "word", "side"),
    [
        (71.0, 68.3, "higher_better", "\N{UPWARDS ARROW}", "2.7 points above", "better"),
        (71.0, 68.3, "lower_better", "\N{UPWARDS ARROW}", "2.7 points above", "worse"),
        (68.3, 71.0, "higher_better", "\N{DOWNWARDS ARROW}", "2.7 points below", "worse"),
        (68.3, 71.0, "neutral", "\N{DOWNWARDS ARROW}", "2.7 points below", ""),
        (68.32, 68.29, "higher_better", "=", "the same", "level"),
    ],
)
def test_a_difference_without_limits_has_a_side_and_no_verdict(
    value: float, other: float, polarity: str, shape: str, word: str, side: str
) -> None:
    """The printed figures are subtracted; the arrow is the direction, the side the judgement."""
    row = {"value": value, "england_value": other, "lower_95": None}
    found = words.standing(row, {**SHARE, "polarity": polarity}, "england")
    assert found is not None
    assert (found.mark.shape, found.mark.word, found.mark.style) == (shape, word, "plain")
    assert (found.side, found.is_tested) == (side, False)
    assert found.note.endswith("chance not tested")
    ended = words.standing(row, {**SHARE, "polarity": polarity}, "england", is_ended=True)
    assert ended is not None
    assert (ended.mark.word, ended.side) == (f"{word}, ended", "")
    assert words.standing(row, MONEY, "england") is None


def test_the_finding_of_a_missing_figure_gives_the_reason() -> None:
    """No figure, no comparison."""
    row = {**ROW, "value": None, "value_status_words": "hidden by the publisher"}
    assert words.finding(row, SHARE) == "No figure for 2024/25: hidden by the publisher."


def test_the_finding_reads_dates_and_editions() -> None:
    """On a day, in an edition."""
    alone = {"value": 3.0, "lower_95": None}
    assert words.finding({**alone, "period_code": "AT2025-03-31"}, WHOLE) == "3% on 31 March 2025."
    assert words.finding({**alone, "period_code": "ED2019"}, SCORE) == "3.000 in the 2019 edition."


def lead(
    name: str,
    rank: int,
    of: int = 150,
    comparison: str | None = None,
    value: float = 5.0,
    stand_in: str = "",
) -> dict[str, Any]:
    """Return a leading figure as the sentence of a domain takes it."""
    indicator = {**WHOLE, "polarity": "lower_better"}
    row = {
        "value": value,
        "england_value": 6.0,
        "england_comparison": comparison,
        "lower_95": 4.0 if comparison else None,
    }
    return {
        "name": name,
        "figure": f"{value:.0f}%",
        "stand_in": stand_in,
        "is_pinned": name == "GLD",
        "against": words.standing(row, indicator, "england"),
        "polarity": "lower_better",
        "area_rank": rank,
        "rank_of": of,
    }


def test_a_domain_says_sides_and_places() -> None:
    """How many on the better side of England; places claim no more than the order."""
    said = words.domain_finding([lead("A", 10), lead("B", 140, value=7.0)], 3, 1, 153)
    assert said == (
        "1 of 2 leading figures on the better side of England; best placed: A, 5%, 10th of 150; "
        "lowest placed: B, 7%, 140th of 150; 1 of 3 outcomes without a figure."
    )
    assert "lowest placed" not in words.domain_finding([lead("A", 10), lead("B", 75)], 2, 0, 153)


def test_a_rank_among_few_makes_no_headline() -> None:
    """First of 88 where there are 153 authorities is not named."""
    said = words.domain_finding([lead("A", 1, of=88), lead("B", 2, of=88)], 2, 0, 153)
    assert said == "2 of 2 leading figures on the better side of England."


def test_a_domain_says_worse_before_better() -> None:
    """Where limits support it, news comes before places."""
    said = words.domain_finding(
        [lead("A", 10, comparison="better"), lead("B", 140, comparison="worse")], 2, 0, 153
    )
    assert said.startswith("Worse than England: B, 5%; better than England: A, 5%")


def test_a_stand_in_leads_no_sentence() -> None:
    """It is named as what it is, alone or beside what measures."""
    stand_in = lead("A", 1, stand_in="proxy")
    assert words.domain_finding([stand_in], 2, 1, 153) == (
        "Only stand-ins are held: A, 5%; 1 of 2 outcomes without a figure."
    )
    context = lead("A", 1, stand_in="contextual")
    assert words.domain_finding([context], 1, 0, 153) == "Only context is held: A, 5%."
    assert words.domain_finding([lead("B", 9), stand_in], 2, 0, 153) == (
        "B, 5%, 1 point below England (6%), the better side; for 1 of 2 outcomes only stand-ins "
        "are held."
    )


def test_a_pinned_figure_is_always_named() -> None:
    """Whatever else the domain has to say."""
    leads = [lead("A", 1), lead("B", 2), lead("GLD", 75, value=6.0)]
    assert words.domain_finding(leads, 3, 0, 153).startswith("GLD, 6%, the same as England (6%); ")


def test_a_domain_without_places_or_figures() -> None:
    """One figure is said as it is, none is said to be none."""
    few = lead("A", 1, of=3)
    assert words.domain_finding([{**few, "against": None}], 1, 0, 153) == "A, 5%."
    assert words.domain_finding([], 2, 2, 153) == "Not measured yet."
    assert words.domain_finding([], 1, 1, 153) == "Its one outcome has no figure."
    assert words.domain_finding([], 0, 0, 153) == "No outcome is set out here yet."


def test_targets_in_points_and_in_children() -> None:
    """Each distance twice, or why not."""
    row = {
        "value": 71.0,
        "is_met": False,
        "distance_points": 7.9,
        "distance_children": 167,
        "children": 2104.0,
        "denominator_period_code": "AY2023-24",
        "distance_children_reason": None,
    }
    assert words.target_distance(row) == "7.9 percentage points to go"
    assert words.target_children(row) == "167 more of 2,104 (2023/24)"
    assert words.target_children({**row, "distance_children": -167}).startswith("167 fewer of")
    assert words.target_distance({**row, "is_met": True}) == "met"
    assert words.target_children({**row, "is_met": True}) == "none: met"
    assert words.target_distance({**row, "value": None}) == "no figure to measure from"
    why = "no count of children in the files held"
    bare = {**row, "distance_children": None, "distance_children_reason": why}
    assert words.target_children(bare) == why


def test_unconfirmed_wording_always_says_so() -> None:
    """What was not checked never stands alone."""
    assert words.item_wording("Share of homes", True) == "Share of homes"
    assert words.item_wording("Share of homes", False) == "Share of homes (to be confirmed)"
    assert words.item_wording("Share of homes", None) == "Share of homes (to be confirmed)"
    assert words.item_wording(None, False) == "no wording held (to be confirmed)"


def test_lists_and_sentences() -> None:
    """A list whose parts have commas is joined with semicolons."""
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a, x", "b", "c"]) == "a, x; b; and c"
    assert words.sentence("one thing. ") == "One thing."
    assert words.capital("SEN support") == "SEN support"
    assert words.plural(1, "child", "children") == "1 child"
    assert words.plural(2, "child", "children") == "2 children"


def test_totals_are_known_for_what_they_are() -> None:
    """A sum of money is not set beside England's; a share is."""
    assert words.is_total(MONEY)
    assert words.is_total({"unit": "plans", "value_type": "count"})
    assert not words.is_total(SHARE)
    assert not words.is_total(WEEK)
