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
NOT_HELD = "not in the files held"
NO_COUNTS = f"counts are {NOT_HELD}"
NO_LIMITS = "no limits: neither limits nor counts are in the files held"
UNTESTED = "chance not tested"
A_TOTAL = "a total: not set beside other places"
TOO_FEW = "too few children to show"
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
    "residence_of_submitted": (
        "by where the child lives, of the children in the authority's own return; those who live "
        "here and go to school elsewhere are not in it"
    ),
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

SIDES = ("better", "level", "worse")
STAND_INS = {"proxy", "contextual"}

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


@dataclass(frozen=True)
class Standing:
    """How a figure stands against another of the same measure and period.

    `side` is better, worse or level by direction, or empty where there is none to say. It is
    `is_tested` where limits say whether chance could explain the difference.
    """

    name: str
    shown: str
    mark: Mark
    side: str
    is_tested: bool

    @property
    def note(self) -> str:
        """Return what belongs under an untested difference: its side and that it is untested."""
        if self.is_tested:
            return ""
        side = f"{self.side} side" if self.side in {"better", "worse"} else ""
        return ", ".join(part for part in (side, UNTESTED) if part)


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

    England's or a region's total says nothing beside one authority's. The rule is that of
    `is_total` in marts.dim_indicator, for rows that carry the unit alone.
    """
    return indicator.get("value_type") == "count" or indicator.get("unit") == "pounds"


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
        return f"of {count(denominator)}; the number reached is {NOT_HELD}"
    if numerator is not None:
        return f"{count(numerator)}; of how many is {NOT_HELD}"
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


def rank(
    place: int | None, of: int | None, polarity: str | None, authorities: int | None = None
) -> str:
    """Write `23rd of 151 authorities, where 1st is best`, or why there is no rank.

    Among fewer than twenty a rank says little: most have newer figures or none. Where fewer than
    two thirds of all `authorities` have a figure, how many there are is said with it.
    """
    if place is None or of is None:
        return "no rank: there is no figure to rank"
    if of < FEWEST_RANKED:
        held = plural(of, "authority has", "authorities have")
        return f"no rank: only {held} a figure for this period"
    if not is_rank_wide(of, authorities):
        return (
            f"{ordinal(place)} of the {count(of)} authorities with a figure, out of "
            f"{count(authorities or 0)}; {rank_order(polarity)}"
        )
    return f"{ordinal(place)} of {plural(of, 'authority', 'authorities')}, {rank_order(polarity)}"


def rank_order(polarity: str | None) -> str:
    """Say which end of an order is the good one, or that there is none."""
    return "highest first" if polarity == "neutral" else "where 1st is best"


def is_rank_wide(of: int | None, authorities: int | None) -> bool:
    """Return whether two thirds of all authorities have a figure: else a rank is no headline."""
    return (of or 0) >= FEWEST_RANKED and 3 * (of or 0) >= 2 * (authorities or 0)


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


def overlap(first: str, second: str) -> bool:
    """Return whether two periods of pooled years share a year (`3FY2021-24` and `3FY2020-23`)."""
    years = []
    for code in (first, second):
        found = re.fullmatch(r"(3[A-Z]{2})(\d{4})-\d+", code)
        if not found:
            return False
        years.append((found[1], int(found[2])))
    return years[0][0] == years[1][0] and abs(years[0][1] - years[1][1]) < 3


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


def no_median(n: int | None) -> str:
    """Say why there is no median of the neighbours: too few of them have a figure."""
    if not n:
        return "no figure held"
    return f"no median: only {plural(n, 'neighbour has', 'neighbours have')} a figure"


def difference(
    value: float, other: float, indicator: Mapping[str, Any], *, of_median: bool = False
) -> tuple[int, str]:
    """Return (sign, size in words) of a figure less another, both as they are printed.

    Taken from the printed figures, so that a reader who subtracts one from the other finds it.
    """
    mine = _printed(bare(value, indicator))
    theirs = _printed(median(other, indicator) if of_median else bare(other, indicator))
    gap = mine - theirs
    if gap == 0:
        return 0, ""
    size = f"{abs(gap):,f}"
    unit = str(indicator.get("unit") or "")
    if unit in {"percent", "percentage_points"}:
        return (1 if gap > 0 else -1), f"{size} {'point' if size == '1' else 'points'}"
    if unit == "pounds_per_week":
        return (1 if gap > 0 else -1), f"£{size} a week"
    return (1 if gap > 0 else -1), size  # the figure beside it has the unit


def _printed(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(MINUS, "-"))


def standing(
    row: Mapping[str, Any], indicator: Mapping[str, Any], against: str, *, is_ended: bool = False
) -> Standing | None:
    """Say how a row of the spine stands against `england`, `region` or `neighbour`.

    With limits it is the mark they support; without them the difference as it is, named as
    untested. None where one of the two has no figure, or the figure is a total.
    """
    column = "neighbour_median" if against == "neighbour" else f"{against}_value"
    value, other = row.get("value"), row.get(column)
    if value is None or other is None or is_total(indicator):
        return None
    name = {
        "england": "England",
        "region": str(row.get("region_name") or "the region"),
        "neighbour": neighbours(row.get("neighbour_count")),
    }[against]
    shown = median(other, indicator, with_unit=True)
    tested = mark(row.get(f"{against}_comparison"))
    polarity = indicator.get("polarity")
    if tested.style != "none":
        side = {"similar": "level"}.get(tested.word, tested.word)
        found = Standing(name, shown, tested, side if tested.shape else "", True)
    elif row.get("lower_95") is not None:
        return Standing(name, shown, tested, "", True)
    else:
        sign, size = difference(value, other, indicator, of_median=against == "neighbour")
        shape = {1: "\N{UPWARDS ARROW}", -1: "\N{DOWNWARDS ARROW}", 0: "="}[sign]
        word = {1: f"{size} above", -1: f"{size} below", 0: "the same"}[sign]
        good = {"higher_better": 1, "lower_better": -1}.get(str(polarity), 0)
        side = "" if not good else {0: "level", good: "better"}.get(sign, "worse")
        found = Standing(name, shown, Mark(shape, word, "plain"), side, False)
    if is_ended:  # what was better then is no finding now
        ended = Mark(found.mark.shape, f"{found.mark.word}, ended", "plain")
        return Standing(name, shown, ended, "", found.is_tested)
    return found


def standings(
    row: Mapping[str, Any], indicator: Mapping[str, Any], *, is_ended: bool = False
) -> list[Standing]:
    """Return how a row stands against England, region and neighbours, where both have a figure."""
    found = (
        standing(row, indicator, against, is_ended=is_ended)
        for against in ("england", "region", "neighbour")
    )
    return [one for one in found if one]


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
    said = standings(row, indicator)
    if not said:
        return sentence(text)
    drawn = [one for one in said if one.is_tested and one.mark.style != "none"]
    if drawn:
        how = {"similar": "similar to"}
        words = [
            f"{how.get(one.mark.word, f'{one.mark.word} than')} {one.name} ({one.shown})"
            for one in drawn
        ]
        return sentence(f"{text}: {listed(words)}")
    apart = [one for one in said if not one.is_tested]
    if not apart:
        words = [f"{one.name} {one.shown}" for one in said]
        return sentence(f"{text}; {listed(words)}, which cannot be compared")
    words = [
        f"{one.mark.word.replace('the same', 'the same as')} {one.name} ({one.shown})"
        for one in apart
    ]
    way = POLARITIES.get(str(indicator.get("polarity")), "")
    return sentence(f"{text}: {listed(words)}; {f'{way}, ' if way else ''}{UNTESTED}")


def domain_finding(
    leads: Sequence[Mapping[str, Any]], outcomes: int, without: int, authorities: int
) -> str:
    """Make one sentence for a domain from the leading figure of each of its outcomes.

    `leads` are rows of the spine with `name`, `figure`, `stand_in` (proxy, contextual or empty),
    `is_pinned` and `against` (how it stands against England, or None) added; `outcomes` is how
    many the domain has, `without` how many of them have no figure, `authorities` how many there
    are in England. A pinned figure is always named. What limits support comes next, then how many
    stand on the better side of England, then places, which claim no more than the order. A figure
    that only stands in for an outcome leads no sentence.
    """
    measured = [row for row in leads if not row["stand_in"]]
    stand_ins = [row for row in leads if row["stand_in"]]
    parts = [_said_beside(row) for row in measured if row["is_pinned"]]
    named = {row["name"] for row in measured if row["is_pinned"]}
    for side in ("worse", "better"):
        found = [
            row
            for row in measured
            if row["against"] and row["against"].is_tested and row["against"].side == side
        ]
        found = [row for row in found if row["name"] not in named]
        if found:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            parts.append(f"{side} than England: {found[0]['name']}, {found[0]['figure']}{more}")
            named |= {row["name"] for row in found}
    apart = [
        row
        for row in measured
        if row["against"] and row["against"].side and not row["against"].is_tested
    ]
    if len(apart) == 1 and apart[0]["name"] not in named:
        parts.append(_said_beside(apart[0]))
        named.add(apart[0]["name"])
    elif len(apart) > 1:
        better = sum(row["against"].side == "better" for row in apart)
        parts.append(f"{better} of {len(apart)} leading figures on the better side of England")
    placed = [
        row
        for row in measured
        if row.get("polarity") in {"higher_better", "lower_better"}
        and row.get("area_rank") is not None
        and is_rank_wide(row.get("rank_of"), authorities)
    ]
    if len(parts) < 3 and len(placed) > 1:
        parts += _places_said(placed, named)
    if not parts and measured:
        parts.append(_said_beside(measured[0]))
    if stand_ins:
        kinds = {row["stand_in"] for row in stand_ins}
        kind = "only context is" if kinds == {"contextual"} else "only stand-ins are"
        if measured:
            parts.append(f"for {len(stand_ins)} of {plural(outcomes, 'outcome')} {kind} held")
        else:
            shown = [f"{row['name']}, {row['figure']}" for row in stand_ins]
            parts.append(f"{kind} held: {'; '.join(shown[:2])}")
    if outcomes and without == outcomes:
        parts.append("not measured yet" if outcomes > 1 else "its one outcome has no figure")
    elif without:
        parts.append(f"{without} of {plural(outcomes, 'outcome')} without a figure")
    return sentence("; ".join(parts) or "no outcome is set out here yet")


def _said_beside(row: Mapping[str, Any]) -> str:
    """Say a figure and how it stands against England, where both have one."""
    against: Standing | None = row["against"]
    text = f"{row['name']}, {row['figure']}"
    if against is None:
        return text
    if against.mark.style == "none":
        return f"{text} (England {against.shown})"
    if against.is_tested:
        how = {"similar": "similar to"}.get(against.mark.word, f"{against.mark.word} than")
    else:
        how = against.mark.word.replace("the same", "the same as")
    side = f", the {against.note.partition(',')[0]}" if against.side in {"better", "worse"} else ""
    return f"{text}, {how} England ({against.shown}){'' if against.is_tested else side}"


def _places_said(placed: Sequence[Mapping[str, Any]], named: set[Any]) -> list[str]:
    """Say the best and the lowest place among all authorities, or that all lie in one half."""
    placed = sorted(placed, key=lambda row: row["area_rank"] / row["rank_of"])
    best, lowest = placed[0], placed[-1]

    def said(label: str, row: Mapping[str, Any]) -> str:
        where = f"{ordinal(row['area_rank'])} of {count(row['rank_of'])}"
        return f"{label}{row['name']}, {row['figure']}, {where}"

    start: list[str] = []
    every = "both" if len(placed) == 2 else f"all {len(placed)}"
    ends = [("best placed: ", best), ("lowest placed: ", lowest)]
    if best["area_rank"] > best["rank_of"] / 2:
        start, ends = [f"{every} figures placed in the lower half"], ends[1:]
    elif lowest["area_rank"] <= lowest["rank_of"] / 2:
        start, ends = [f"{every} figures placed in the upper half"], ends[:1]
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


def uncapital(text: str) -> str:
    """Begin without a capital, but for what is written in capitals (LSOA, SEN support)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def home_kind(kind: str) -> str:
    """Say what kind of data home the release comes from."""
    return {
        "sample": "sample home: real published figures that come with the project",
        "real": "real home: figures this council has landed",
    }.get(kind, kind)
