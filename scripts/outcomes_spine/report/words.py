"""Turn figures into words: every number that the report prints is written here.

Plain functions without state. A figure comes as it is stored (a proportion in percent, 0 to 100);
what cannot be said comes back as a reason in words, never as a blank, a nought or a dash alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NO_SOURCE = "no source held gives a figure"
NO_COUNTS = "counts are not published"
NO_LIMITS = "no limits: neither limits nor counts are published"
TO_CONFIRM = "to be confirmed"
LOCAL_DRAFT = "local draft"

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_UNITS = {
    "percent": "%",
    "percentage_points": "percentage points",
    "per_100": "per 100",
    "per_1000": "per 1,000",
    "per_10000": "per 10,000",
    "per_100000": "per 100,000",
    "pounds": "thousand pounds",
    "pounds_per_week": "pounds a week",
}

BASES = {
    "submitting_authority": "by the authority that submits the return",
    "school_location": "by where the school is",
    "residence": "by where the child lives",
    "responsible_authority": "by the authority responsible for the child",
    "provider_location": "by where the provider is",
    "employer": "by the authority that employs the staff",
    "national": "for England as a whole",
}

LINKS = {
    "exact": "measures exactly this",
    "narrower": "measures a part of it",
    "broader": "measures more than it",
    "proxy": "stands in for it",
    "contextual": "is context for it",
}

POLARITIES = {
    "higher_better": "higher is better",
    "lower_better": "lower is better",
    "neutral": "neither direction is better",
}

VALUE_TYPES = {
    "proportion": "a share of children, in percent",
    "rate": "a rate",
    "mean": "an average",
    "count": "a count",
    "gap": "a gap between two figures",
    "money": "money",
    "ratio": "one number as a percentage of another; it can pass 100",
    "index": "a score of an index",
}

CHARACTERISTICS = {
    "sex": "Sex",
    "fsm": "Free school meals",
    "sen": "Special educational needs",
    "term_of_birth": "Term of birth",
    "ethnicity": "Ethnic group",
    "language": "First language",
    "social_care": "Social care",
    "idaci": "Income deprivation of the neighbourhood",
}


@dataclass(frozen=True)
class Mark:
    """A comparison as shape, word and style class: shape and word carry it, colour only helps."""

    shape: str
    word: str
    style: str


MARKS = {
    "better": Mark("\N{BLACK UP-POINTING TRIANGLE}", "better", "better"),
    "worse": Mark("\N{BLACK DOWN-POINTING TRIANGLE}", "worse", "worse"),
    "similar": Mark("\N{BLACK CIRCLE}", "similar", "similar"),
    "higher": Mark("", "higher", "plain"),
    "lower": Mark("", "lower", "plain"),
    "not_comparable": Mark(DASH, "not comparable", "none"),
}


def basis(code: str) -> str:
    """Say on what basis children are counted."""
    return BASES.get(code) or code.replace("_", " ")


def link(code: str) -> str:
    """Say how near a figure or an item is to what it is linked to."""
    return LINKS.get(code) or code


def mark(comparison: str | None) -> Mark:
    """Return the mark of a comparison; without one it is `not comparable`."""
    return MARKS.get(comparison or "not_comparable", MARKS["not_comparable"])


def number(value: float, digits: int) -> str:
    """Write a number with separators and a true minus, rounded half up as publishers do.

    What floating point adds (69.099999999999994) is taken off before rounding; a value that
    rounds to nought has no sign.
    """
    exact = Decimal(repr(round(float(value), 9)))
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,.{digits}f}".replace("-", MINUS)


def digits_for(indicator: Mapping[str, Any]) -> int:
    """Return how many decimals a figure is shown with: never more than its source prints.

    Percentages and rates have one; a rate per 100 (often below 1) has two, a score up to three.
    """
    printed = indicator.get("decimals")
    source = 1 if printed is None else int(printed)
    unit = str(indicator.get("unit") or "")
    if is_total(indicator):
        return 0
    if unit in {"percent", "percentage_points"} or unit.startswith("per_"):
        return max(0, min(2 if unit == "per_100" else 1, source))
    return max(0, min(3, source))


def is_total(indicator: Mapping[str, Any]) -> bool:
    """Return whether a figure grows with the size of the place (a sum of money, a count).

    England's or a region's total says nothing beside one authority's.
    """
    totals = {"pounds", "plans", "children"}
    return indicator.get("value_type") == "count" or indicator.get("unit") in totals


def unit_words(unit: str | None) -> str:
    """Return a unit as a heading says it: `%`, `per 10,000`, `percentage points`."""
    if not unit:
        return ""
    return _UNITS.get(unit, unit.replace("_", " "))


def bare(value: float | None, indicator: Mapping[str, Any]) -> str:
    """Write a figure without its unit, for a column whose heading has it; empty without one."""
    if value is None:
        return ""
    if indicator.get("unit") == "pounds":
        return number(value / 1000, 1 if abs(value) < 100_000 else 0)
    return number(value, digits_for(indicator))


def median(value: float | None, indicator: Mapping[str, Any], *, with_unit: bool = False) -> str:
    """Write a median of printed figures: half-way between two whole ones it keeps the half."""
    if value is not None and digits_for(indicator) == 0 and not is_total(indicator):
        halves = round(value * 2) / 2
        if abs(value - halves) < 1e-9 and halves != int(halves):
            indicator = {**indicator, "decimals": 1}
    return figure(value, indicator) if with_unit else bare(value, indicator)


def figure(value: float | None, indicator: Mapping[str, Any], reason: str = NO_SOURCE) -> str:
    """Write a figure with its unit, or the reason that stands in its place."""
    if value is None:
        return reason or NO_SOURCE
    unit = str(indicator.get("unit") or "")
    text = bare(value, indicator)
    if unit == "percent":
        return f"{text}%"
    if unit in {"pounds", "pounds_per_week"}:
        sign, text = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        return f"{sign}£{text}{' thousand' if unit == 'pounds' else ' a week'}"
    if unit == "percentage_points" and text == "1":
        return "1 percentage point"
    if unit == "score":
        return text
    words = unit_words(unit)
    return f"{text} {words}" if words else text


def limits(lower: float | None, upper: float | None, indicator: Mapping[str, Any]) -> str:
    """Write a 95% interval as `69.1 to 72.8`, or why there is none."""
    if lower is None or upper is None:
        return NO_LIMITS
    return f"{bare(lower, indicator)} to {bare(upper, indicator)}"


def limits_source(source: str | None) -> str:
    """Say whose limits they are."""
    return {
        "publisher": "as the publisher gives them",
        "ours": "worked out from the published counts",
    }.get(source or "none", NO_LIMITS)


def counts(numerator: float | None, denominator: float | None) -> str:
    """Write `1,661 of 2,339`; with one of the two, that one; with neither, why."""
    if denominator is not None and numerator is not None:
        return f"{count(numerator)} of {count(denominator)}"
    if denominator is not None:
        return f"of {count(denominator)}; the number reached is not published"
    if numerator is not None:
        return f"{count(numerator)}; of how many is not published"
    return NO_COUNTS


def count(value: float) -> str:
    """Write a count with separators; a published count that is no whole number keeps one digit."""
    return number(value, 0 if float(value).is_integer() else 1)


def plural(n: float, one: str, many: str | None = None) -> str:
    """Write a count with its noun: `1 child`, `2 children`."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def listed(items: Iterable[str]) -> str:
    """Join words as a sentence does: `a`, `a and b`, `a, b and c`; with semicolons if need be."""
    parts = list(items)
    if len(parts) <= 1:
        return "".join(parts)
    comma = "; " if any(", " in part for part in parts) else ", "
    tail = "; and " if comma == "; " else " and "
    return comma.join(parts[:-1]) + tail + parts[-1]


def sentence(text: str) -> str:
    """Begin with a capital and end with one full stop."""
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def ordinal(n: int) -> str:
    """Write 1st, 2nd, 3rd, 4th, 11th, 21st."""
    if 10 <= n % 100 <= 20:
        return f"{n:,}th"
    return f"{n:,}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th') }"


FEWEST_RANKED = 20


def rank(place: int | None, of: int | None, order: str | None) -> str:
    """Write `23rd of 151 authorities, highest first`, or why there is no rank.

    Among fewer than twenty a rank says little: most have newer figures or none.
    """
    if place is None or of is None:
        return "no rank: there is no figure to rank"
    if of < FEWEST_RANKED:
        held = plural(of, "authority has", "authorities have")
        return f"no rank: only {held} a figure for this period"
    return f"{ordinal(place)} of {plural(of, 'authority', 'authorities')}, {order or 'best first'}"


def period(code: str | None) -> str:
    """Write a period code as people say it: AY2024-25 is 2024/25, AT2025-03-31 is 31 March 2025.

    A code of an unknown shape is written as it is.
    """
    if not code:
        return "no period"
    if found := re.fullmatch(r"[AF]Y(\d{4})-(\d{2})", code):
        return f"{found[1]}/{found[2]}"
    if found := re.fullmatch(r"CY(\d{4})", code):
        return found[1]
    if found := re.fullmatch(r"ED(\d{4})", code):
        return f"{found[1]} edition"
    if found := re.fullmatch(r"AT(\d{4})-(\d{2})-(\d{2})", code):
        return day(date(int(found[1]), int(found[2]), int(found[3])))
    if found := re.fullmatch(r"3CY(\d{4})-(\d{4})", code):
        return f"{found[1]} to {found[2]}"
    if found := re.fullmatch(r"3[AF]Y(\d{4})-(\d{2})", code):
        first, last = int(found[1]), int(found[1]) + 2
        return f"{first}/{(first + 1) % 100:02d} to {last}/{(last + 1) % 100:02d}"
    return code


def period_short(code: str) -> str:
    """Write a period for a tick of an axis: a date loses its day, pooled years their words."""
    if found := re.fullmatch(r"AT(\d{4})-(\d{2})-\d{2}", code):
        return f"{_MONTHS[int(found[2]) - 1][:3]} {found[1]}"
    if found := re.fullmatch(r"3CY\d{2}(\d{2})-\d{2}(\d{2})", code):
        return f"{found[1]}{DASH}{found[2]}"
    if found := re.fullmatch(r"3[AF]Y\d{2}(\d{2})-(\d{2})", code):
        return f"{found[1]}{DASH}{found[2]}"
    if found := re.fullmatch(r"ED(\d{4})", code):
        return found[1]
    return period(code)


def period_kind(code: str | None) -> str:
    """Say what kind of year a code means, where the figure alone does not show it."""
    kinds = {
        "AY": "academic year",
        "FY": "financial year",
        "CY": "calendar year",
        "AT": "one day",
        "ED": "edition of an index",
        "3CY": "three calendar years together",
        "3FY": "three financial years together",
        "3AY": "three academic years together",
    }
    found = re.match(r"3?[A-Z]{2}", code or "")
    return kinds.get(found[0], "period") if found else "period"


def day(moment: date | datetime | str | None) -> str:
    """Write a date as `27 November 2025`; an ISO text is read first."""
    if moment is None:
        return "no date given"
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment.replace("Z", "+00:00"))
        except ValueError:
            return str(moment)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def age(months: int | None) -> str:
    """Write how old a figure is: `8 months`, `2 years`, `2 years 3 months`."""
    if months is None:
        return "age not known"
    if months < 1:
        return "under a month"
    years, rest = divmod(int(months), 12)
    parts = [plural(years, "year")] if years else []
    if rest:
        parts.append(plural(rest, "month"))
    return " ".join(parts)


def change(
    delta: float | None, indicator: Mapping[str, Any], since: str | None, *, short: bool = False
) -> str:
    """Write a change as `up 1.1 percentage points since 2023/24`; never better or worse.

    `short` drops the unit: `+1.1`. Without an earlier comparable figure it says so.
    """
    if delta is None or since is None:
        return "no earlier figure to compare" if short else "no earlier comparable figure"
    text = bare(delta, indicator)
    size = text.removeprefix(MINUS)
    is_nought = not re.search(r"[1-9]", text)
    if short:
        return "0" if is_nought else (f"{MINUS}{size}" if text != size else f"+{size}")
    if is_nought:
        return f"no change since {period(since)}"
    direction = "down" if text != size else "up"
    amount = size
    unit = str(indicator.get("unit") or "")
    if unit in {"percent", "percentage_points"}:
        amount = f"{size} percentage {'point' if size == '1' else 'points'}"
    elif unit not in {"score"}:
        amount = figure(abs(delta), indicator)
    return f"{direction} {amount} since {period(since)}"


def comparison(code: str | None, name: str) -> str:
    """Write a comparison in words, always with the name of what it is with."""
    word = mark(code).word
    if word == "not comparable":
        return f"not comparable with {name}"
    if word == "similar":
        return f"similar to {name}"
    return f"{word} than {name}"


def neighbours(n: int | None) -> str:
    """Name the neighbours' figure: the median of those available, with how many."""
    if not n:
        return "the neighbours' median"
    return f"the median of {plural(n, 'neighbour')}"


def missing(status_words: str | None, name: str | None = None) -> str:
    """Say why a figure is missing; where no row exists at all, that no source held gives it."""
    if status_words and status_words != "shown":
        return status_words
    return f"{NO_SOURCE} for {name}" if name else NO_SOURCE


def finding(row: Mapping[str, Any], indicator: Mapping[str, Any]) -> str:
    """Make the leading sentence of an indicator from its row of the spine.

    The row has value, period_code, value_status_words, the comparisons with England, region and
    neighbours, their values and names. It says no more than they support: without limits it gives
    the other figures and draws no comparison.
    """
    when = period(row.get("period_code"))
    if row.get("value") is None:
        return sentence(f"no figure for {when}: {missing(row.get('value_status_words'))}")
    text = f"{figure(row['value'], indicator)} in {when}"
    if row.get("period_code", "").startswith("AT"):
        text = f"{figure(row['value'], indicator)} on {when}"
    elif row.get("period_code", "").startswith("ED"):
        text = f"{figure(row['value'], indicator)} in the {when}"
    others = _others(row)
    drawn = [o for o in others if mark(o[0]).word != "not comparable"]
    if drawn:
        words = [
            f"{comparison(code, name)} ({median(value, indicator, with_unit=True)})"
            for code, name, value in drawn
        ]
        return sentence(f"{text}: {listed(words)}")
    if others:
        words = [f"{name} {median(value, indicator, with_unit=True)}" for _, name, value in others]
        has_chance = row.get("lower_95") is None and not is_total(indicator)
        why = "; without limits no comparison is drawn" if has_chance else ""
        return sentence(f"{text}; {listed(words)}{why}")
    return sentence(text)


def _others(row: Mapping[str, Any]) -> list[tuple[str | None, str, float]]:
    """Return (comparison, name, value) of the comparators that have a figure."""
    found: list[tuple[str | None, str, float]] = []
    if row.get("england_value") is not None:
        found.append((row.get("england_comparison"), "England", row["england_value"]))
    if row.get("region_value") is not None:
        name = str(row.get("region_name") or "the region")
        found.append((row.get("region_comparison"), name, row["region_value"]))
    if row.get("neighbour_median") is not None:
        name = neighbours(row.get("neighbour_count"))
        found.append((row.get("neighbour_comparison"), name, row["neighbour_median"]))
    return found


def domain_finding(leads: Sequence[Mapping[str, Any]], outcomes: int, without: int) -> str:
    """Make one sentence for a domain from the leading figure of each of its outcomes.

    `leads` are rows of the spine with `name` and `figure` in words added; `outcomes` is how many
    the domain has and `without` how many of them have no figure. News comes first where limits
    support it (worse, then better than England); else the best and the lowest place among all
    authorities, which claims no more than the order; else the first figure as it is.
    """
    parts: list[str] = []
    for word in ("worse", "better"):
        found = [row for row in leads if row.get("england_comparison") == word]
        if found:
            first = found[0]
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            parts.append(f"{word} than England: {first['name']}, {first['figure']}{more}")
    placed = [
        row
        for row in leads
        if row.get("polarity") in {"higher_better", "lower_better"}
        and row.get("area_rank") is not None
        and (row.get("rank_of") or 0) >= FEWEST_RANKED
    ]
    if len(parts) < 2 and placed:
        parts += _places_said(
            placed, {r["name"] for r in leads if r.get("england_comparison") in {"better", "worse"}}
        )
    if not parts and leads:
        row = leads[0]
        beside = f" (England {row['england']})" if row.get("england") else ""
        parts.append(f"{row['name']}: {row['figure']}{beside}")
    if outcomes and without == outcomes:
        parts.append("not measured yet" if outcomes > 1 else "its one outcome has no figure")
    elif without:
        parts.append(f"{without} of {plural(outcomes, 'outcome')} without a figure")
    return sentence("; ".join(parts) or "no outcome is set out here yet")


def _places_said(placed: Sequence[Mapping[str, Any]], named: set[Any]) -> list[str]:
    """Say the best and the lowest place among all authorities, or that all lie in one half."""
    placed = sorted(placed, key=lambda row: row["area_rank"] / row["rank_of"])
    best, lowest = placed[0], placed[-1]

    def said(label: str, row: Mapping[str, Any]) -> str:
        where = f"{ordinal(row['area_rank'])} of {count(row['rank_of'])}"
        return f"{label}{row['name']}, {row['figure']}, {where}"

    if len(placed) == 1:
        return [] if best["name"] in named else [said("", best)]
    start: list[str] = []
    ends = [("best placed: ", best), ("lowest placed: ", lowest)]
    if best["area_rank"] > best["rank_of"] / 2:
        start, ends = [f"all {len(placed)} figures placed in the lower half"], ends[1:]
    elif lowest["area_rank"] <= lowest["rank_of"] / 2:
        start, ends = [f"all {len(placed)} figures placed in the upper half"], ends[:1]
    return start + [said(label, row) for label, row in ends if row["name"] not in named]


def target_distance(row: Mapping[str, Any]) -> str:
    """Write how far a target reading is, in points: `7.9 percentage points to go`, `met`."""
    if row.get("value") is None:
        return "no figure to measure from"
    if row.get("is_met"):
        return "met"
    distance = row.get("distance_points")
    if distance is None:
        return "no figure to measure from"
    return f"{number(abs(float(distance)), 1)} percentage points to go"


def target_children(row: Mapping[str, Any]) -> str:
    """Write the same distance in children, with the year they are counted in, or why not."""
    if row.get("is_met"):
        return "none: met"
    children = row.get("distance_children")
    if children is None:
        return str(row.get("distance_children_reason") or "no figure to measure from")
    more = "fewer" if float(children) < 0 else "more"
    of = f" of {count(float(row['children']))}" if row.get("children") is not None else ""
    year = row.get("denominator_period_code")
    when = f" ({period(year)})" if year else ""
    return f"{count(abs(float(children)))} {more}{of}{when}"


def item_wording(name: str | None, is_confirmed: bool | None) -> str:
    """Write a framework item's wording; what is not confirmed never stands without saying so."""
    text = (name or "").strip() or "no wording held"
    return text if is_confirmed else f"{text} ({TO_CONFIRM})"


def cohort_characteristic(code: str) -> str:
    """Return the characteristic of a cohort of one (`fsm=eligible`), or how many it combines."""
    parts = [part.partition("=")[0] for part in code.split("|") if "=" in part]
    if not parts:
        return "All children"
    return " and ".join(CHARACTERISTICS.get(part, part.replace("_", " ")) for part in parts)


def capital(text: str) -> str:
    """Begin with a capital, leaving the rest as it is (SEN support stays SEN support)."""
    return text[:1].upper() + text[1:]


def home_kind(kind: str) -> str:
    """Say what kind of data home the release comes from."""
    return {
        "sample": "sample home: real published figures that come with the project",
        "real": "real home: figures this council has landed",
    }.get(kind, kind)
