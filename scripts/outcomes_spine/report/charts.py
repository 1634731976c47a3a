"""Draw the report's charts as SVG: a trend with its breaks, and a row of dots a line.

Altair describes each kind once; Vega-Lite compiles it once in each process, and each chart then
only brings its data. No network, no clock and no chance: the same figures give the same bytes.
The layout is set out here in pixels and never measured from a font, so it is the same everywhere;
for the same reason the words are set here too (Vega measures each one, which takes most of its
time).
"""

from __future__ import annotations

import copy
import math
import os
import re
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from multiprocessing import get_context, parent_process
from typing import Any, Literal, Protocol

Role = Literal["home", "england", "region", "neighbours", "neighbour", "cohort", "heading"]

WIDTH = 400
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
INK = "#1b1f23"
BLUE = "#12436D"
GREYS = {"england": "#3d3d3d", "region": "#6b6b6b", "neighbours": "#6b6b6b", "neighbour": "#6b6b6b"}
GRID = "#dde1e5"
GAP_FILL = "#eef0f2"
NOTE = "#505a5f"
DASHES = {"home": [1, 0], "england": [1, 0], "region": [6, 3], "neighbours": [2, 3]}

TREND = {"height": 226, "left": 42, "right": 104, "top": 12, "bottom": 26}
TICK_GAP = 8  # from the names of the value axis to the plot
DOTS = {"row": 23, "row2": 33, "left": 162, "right": 52, "top": 4, "bottom": 26}


@dataclass(frozen=True)
class Point:
    """One figure of a line: time in years, value and 95% limits in the unit of the chart.

    Points are joined only while `segment` stays the same.
    """

    x: float
    y: float
    segment: str
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Line:
    """A place over time; `last` is its last figure in words, written where the line ends."""

    name: str
    role: Role
    points: tuple[Point, ...]
    last: str


@dataclass(frozen=True)
class Span:
    """A stretch of time, in years, with the words that stand in it."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Trend:
    """A figure over time, for the area and what it is compared with."""

    key: str
    title: str
    desc: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    gaps: tuple[Span, ...] = ()
    missing: tuple[Span, ...] = ()
    clamp: tuple[float | None, float | None] = (None, None)
    digits: int = 1


@dataclass(frozen=True)
class Dot:
    """A row: a name, a figure with limits, or the reason why there is none.

    `second` is a further figure on the same row, drawn hollow.
    """

    name: str
    role: Role
    value: float | None = None
    shown: str = ""
    lower: float | None = None
    upper: float | None = None
    second: float | None = None


@dataclass(frozen=True)
class Dots:
    """Rows of dots on one scale. `key_first` and `key_second` name the filled and hollow dots.

    `slope` is a straight line through them: its value at the first row and at the last.
    """

    key: str
    title: str
    desc: str
    rows: tuple[Dot, ...]
    clamp: tuple[float | None, float | None] = (None, None)
    reference: float | None = None
    key_first: str = ""
    key_second: str = ""
    digits: int = 1
    slope: tuple[float, float] | None = None


class Drawn(Protocol):
    """A picture that draws itself (see `drawn`)."""

    @property
    def key(self) -> str:
        """Return its name within the page."""

    @property
    def title(self) -> str:
        """Return what it shows, in a line."""

    def svg(self) -> str:
        """Return it as an SVG element."""


Chart = Trend | Dots
Picture = Trend | Dots | Drawn


@dataclass(frozen=True)
class Label:
    """Words in a picture: where in the plot, in pixels, and how; one line or more."""

    x: float
    y: float
    lines: Sequence[str]
    anchor: Literal["start", "middle", "end"] = "start"
    fill: str = NOTE
    size: int = 12
    step: int = 13
    is_bold: bool = False
    is_italic: bool = False
    is_upward: bool = False

    def svg(self) -> str:
        """Return the words as an SVG text, centred on its height."""
        x, y = _short(self.x), _short(self.y + (0 if self.is_upward else 0.3 * self.size))
        style = f' x="{x}" y="{y}"'
        if self.is_upward:
            style = f' transform="translate({x},{y}) rotate(270)" dy="{_short(0.3 * self.size)}"'
            if self.anchor != "middle":  # lines may cross it, as they never cross a gap
                style += ' stroke="#fff" stroke-width="3" paint-order="stroke"'
        if self.anchor != "start":
            style += f' text-anchor="{self.anchor}"'
        if self.size != 12:
            style += f' font-size="{self.size}"'
        if self.is_bold:
            style += ' font-weight="bold"'
        if self.is_italic:
            style += ' font-style="italic"'
        left = "0" if self.is_upward else x
        first, *more = [escape(line, quote=False) for line in self.lines]
        rest = "".join(f'<tspan x="{left}" dy="{self.step}">{line}</tspan>' for line in more)
        return f'<text{style} fill="{self.fill}">{first}{rest}</text>'


def _short(pixels: float) -> str:
    """Write pixels with at most one decimal."""
    return f"{pixels:.1f}".removesuffix(".0")


def nice_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Return round numbers that span low to high, about as many as wanted."""
    if not math.isfinite(low) or not math.isfinite(high):
        return [0.0, 1.0]
    if high <= low:
        low, high = low - 1, high + 1
    raw = (high - low) / max(1, wanted - 1)
    power: float = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def axis_range(
    values: Iterable[float], clamp: tuple[float | None, float | None], wanted: int = 5
) -> list[float]:
    """Return the ticks of an axis for values: from nought where they come near it."""
    known = [v for v in values if math.isfinite(v)]
    if not known:
        return [0.0, 1.0]
    low, high = min(known), max(known)
    pad = (high - low) * 0.06 or abs(high) * 0.05 or 1.0
    low, high = low - pad, high + pad
    floor, ceiling = clamp
    if floor is not None:
        low = max(low, floor)
        if low - floor < (high - floor) * 0.25:
            low = floor
    if ceiling is not None:
        high = min(high, ceiling)
    ticks = nice_ticks(low, high, wanted)
    if floor is not None:
        ticks = [t for t in ticks if t >= floor - 1e-9]
    if ceiling is not None:
        ticks = [t for t in ticks if t <= ceiling + 1e-9]
    return ticks if len(ticks) > 1 else nice_ticks(low, high + 1, wanted)


def axis_words(chart: Chart) -> tuple[str, str]:
    """Return the first and last tick of the value axis in words, for the line above the chart."""
    ticks = _value_ticks(chart)
    names = tick_names(ticks)
    return names[0], names[-1]


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Move labels apart so that none covers another: centres wanted, heights, and the room.

    Labels keep their order; they leave their place no further than they must.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    edge = low
    for i in order:
        placed[i] = max(wanted[i], edge + sizes[i] / 2)
        edge = placed[i] + sizes[i] / 2
    edge = high
    for i in reversed(order):
        placed[i] = min(placed[i], edge - sizes[i] / 2)
        edge = placed[i] - sizes[i] / 2
    return placed


def text_width(text: str, size: float = 12, *, is_bold: bool = False) -> float:
    """Return about how many pixels words take in Arial: a little more rather than less."""
    narrow, wide = " ,.:;'|!ijltfrI()[]/-", "MW%@mw\N{EM DASH}…\N{MINUS SIGN}"
    ems = sum(
        0.34 if char in narrow else 0.86 if char in wide else 0.7 if char.isupper() else 0.56
        for char in text
    )
    return ems * size * (1.07 if is_bold else 1.0)


def wrap(text: str, width: int, lines: int) -> list[str]:
    """Break text into at most so many lines; what does not fit ends in an ellipsis."""
    broken = textwrap.wrap(text, width, break_long_words=True) or [""]
    if len(broken) <= lines:
        return broken
    kept = broken[:lines]
    kept[-1] = textwrap.shorten(" ".join(broken[lines - 1 :]), width, placeholder="…") or (
        kept[-1][: width - 1] + "…"
    )
    return kept


# ---- data of a chart ---------------------------------------------------------------------------


def _value_ticks(chart: Chart) -> list[float]:
    values: list[float] = []
    if isinstance(chart, Trend):
        for line in chart.lines:
            for point in line.points:
                values += [v for v in (point.y, point.lower, point.upper) if v is not None]
        return axis_range(values, chart.clamp)
    for row in chart.rows:
        values += [v for v in (row.value, row.lower, row.upper, row.second) if v is not None]
    if chart.reference is not None:
        values.append(chart.reference)
    values += chart.slope or ()
    return axis_range(values, chart.clamp, 4)


def tick_names(ticks: Sequence[float]) -> list[str]:
    """Return the ticks of an axis in words, with no more digits than their step needs."""
    step = min((abs(b - a) for a, b in pairwise(ticks)), default=1.0)
    digits = max(0, min(4, -math.floor(math.log10(step) + 1e-9)))
    if digits and all(abs(round(t, digits - 1) - t) < 1e-9 for t in ticks):
        digits -= 1
    if digits == 0 and any(abs(t - round(t)) > 1e-9 for t in ticks):
        digits = 1
    return [f"{t:,.{digits}f}".replace("-", "\N{MINUS SIGN}") for t in ticks]


def _trend_data(chart: Trend) -> dict[str, Any]:
    """Return the datasets, signals, words and height of a trend."""
    ticks = _value_ticks(chart)
    names = tick_names(ticks)
    left = max(TREND["left"], math.ceil(max(map(text_width, names)) + TICK_GAP + 2))
    box = {**TREND, "left": left}
    plot = WIDTH - box["left"] - box["right"]
    xs = [x for x, _ in chart.ticks] or [0.0]
    first, last = min(xs) - 0.4, max(xs) + 0.4

    def across(x: float) -> float:
        return (x - first) / (last - first) * plot

    def down(y: float) -> float:
        return box["height"] * (1 - (y - ticks[0]) / (ticks[-1] - ticks[0]))

    points, rules = [], []
    for line in sorted(chart.lines, key=lambda line: line.role == "home"):  # the home on top
        for p in line.points:
            points.append({"x": p.x, "y": p.y, "g": f"{line.role}|{p.segment}", "r": line.role})
            if line.role == "home" and p.lower is not None and p.upper is not None:
                rules.append({"x": p.x, "l": p.lower, "u": p.upper})
    labels = [*_end_labels(chart, down, plot)]
    labels += [_span_label(span, across, middle=True) for span in chart.gaps]
    ys = [(p.x, down(p.y)) for line in chart.lines for p in line.points]
    for span in chart.missing:
        near = [y for x, y in ys if span.start - 0.7 <= x <= span.end + 0.7]
        at_top = bool(near) and min(near) > box["height"] - max(near)
        labels.append(_span_label(span, across, middle=False, at_top=at_top))
    before: tuple[float, int] | None = None
    for x, name in reversed(chart.ticks):  # the latest period always has its name
        at = across(x)
        if before is None or before[0] - at >= 6.6 * max(len(name), before[1]) + 8:
            labels.append(Label(at, box["height"] + 15, [name], "middle"))
            before = (at, len(name))
    for tick, name in zip(ticks, names, strict=True):
        labels.append(Label(-TICK_GAP, down(tick), [name], "end"))
    return {
        "box": box,
        "signals": {
            "xd": [first, last],
            "yd": [ticks[0], ticks[-1]],
        },
        "data": {
            "gaps": [{"a": s.start, "b": s.end} for s in chart.gaps],
            "points": points,
            "rules": rules,
            "ticks": [{"y": tick} for tick in ticks],
        },
        "labels": labels,
        "height": box["height"],
    }


def _end_labels(chart: Trend, down: Callable[[float], float], plot: float) -> Iterator[Label]:
    """Yield the names at the ends of the lines, moved apart."""
    lines = [line for line in chart.lines if line.points]
    texts = [wrap(f"{line.name} {line.last}".strip(), 16, 3) for line in lines]
    wanted = [down(max(line.points, key=lambda p: p.x).y) for line in lines]
    sizes = [14.0 * len(t) + 2 for t in texts]
    placed = spread(wanted, sizes, -TREND["top"], TREND["height"] + 12.0)
    fills = {"home": BLUE, "england": INK}
    for line, text, y in zip(lines, texts, placed, strict=True):
        yield Label(
            plot + 6,
            y - (len(text) - 1) * 7,
            text,
            fill=fills.get(line.role, NOTE),
            step=14,
            is_bold=line.role == "home",
        )


def _span_label(
    span: Span, across: Callable[[float], float], *, middle: bool, at_top: bool = False
) -> Label:
    """Place the words of a gap: level where it is wide enough, else upwards.

    Words too long for the room give way to their first clause or to a pointer; the page writes
    the reason in full under the chart.
    """
    height = TREND["height"]
    left, right = across(span.start), across(span.end)
    room = right - left
    at = (left + right) / 2
    choices = [span.text, re.split(r"[:;.] ", span.text, maxsplit=1)[0]]
    if middle:
        choices.append("Not comparable: see the note")
    if middle and room >= 76:
        lines = _first_that_fits(choices, int(room / 5.9), int(height / 13) - 2)
        return Label(at, height / 2 - (len(lines) - 1) * 6.5, lines, "middle", size=11)
    lines = _first_that_fits(choices, int((height - 6) / 5.5), max(1, int((room + 2) / 13)))
    start = at - (len(lines) - 1) * 6.5
    if middle:
        return Label(start, height / 2, lines, "middle", size=11, is_upward=True)
    if at_top:
        return Label(start, 4, lines, "end", size=11, is_upward=True)
    return Label(start, height - 6, lines, size=11, is_upward=True)


def _first_that_fits(choices: Sequence[str], width: int, most: int) -> list[str]:
    """Return the first of some wordings that fits into so many lines, else the last cut short."""
    for words in choices:
        broken = textwrap.wrap(words, width, break_long_words=False)
        if len(broken) <= most and all(len(line) <= width for line in broken):
            return broken
    return wrap(choices[-1], width, most)


def _dots_data(chart: Dots) -> dict[str, Any]:
    """Return the datasets, signals, words and height of a chart of dots."""
    ticks = _value_ticks(chart)
    dots, seconds, limits = [], [], []
    labels: list[Label] = []
    plot = WIDTH - DOTS["left"] - DOTS["right"]
    edge = 0.0
    middles: list[float] = []
    lines = [{"y": edge}]
    for item in chart.rows:
        broken = wrap(item.name, 27 if item.role != "heading" else 60, 2)
        size = DOTS["row"] if len(broken) == 1 else DOTS["row2"]
        y = edge + size / 2
        edge += size
        middles.append(y)
        lines.append({"y": edge})
        fill = BLUE if item.role == "home" else INK
        is_bold = item.role in {"home", "heading"}
        start, end = 4 - DOTS["left"], plot + DOTS["right"] - 4
        labels.append(Label(start, y - (len(broken) - 1) * 6.5, broken, fill=fill, is_bold=is_bold))
        if item.role == "heading":
            continue
        if item.value is None:
            labels.append(_reason_label(item, y, ticks, plot))
        else:
            dots.append({"y": y, "v": item.value, "r": item.role})
            labels.append(Label(end, y, [item.shown], "end", fill=fill, is_bold=is_bold))
            if item.lower is not None and item.upper is not None:
                limits.append({"y": y, "l": item.lower, "u": item.upper, "r": item.role})
        if item.second is not None:
            seconds.append({"y": y, "v": item.second})
    for tick, name in zip(ticks, tick_names(ticks), strict=True):
        at = (tick - ticks[0]) / (ticks[-1] - ticks[0]) * plot
        labels.append(Label(at, edge + 14, [name], "middle"))
    reference = [] if chart.reference is None else [{"v": chart.reference, "z": 0, "h": edge}]
    slope = []
    if chart.slope is not None:
        start_at, end_at = chart.slope
        slope = [{"v": start_at, "v2": end_at, "y": middles[0], "y2": middles[-1]}]
    return {
        "signals": {"vd": [ticks[0], ticks[-1]]},
        "data": {
            "lines": lines,
            "ticks": [{"v": tick, "z": 0, "h": edge} for tick in ticks],
            "reference": reference,
            "slope": slope,
            "limits": limits,
            "seconds": seconds,
            "dots": dots,
        },
        "labels": labels,
        "box": DOTS,
        "height": edge,
    }


def _reason_label(item: Dot, y: float, ticks: Sequence[float], plot: float) -> Label:
    """Write why there is no figure; beside the ring, if there is one, on the side with room."""
    if item.second is None:
        return Label(4, y, wrap(item.shown, 42, 1), size=11, is_italic=True)
    words = wrap(item.shown, 34, 1)
    at = (item.second - ticks[0]) / (ticks[-1] - ticks[0]) * plot
    if at < plot / 2:
        return Label(at + 10, y, words, size=11, is_italic=True)
    return Label(at - 10, y, words, "end", size=11, is_italic=True)


# ---- the two kinds, described once --------------------------------------------------------------


def _config() -> dict[str, Any]:
    return {
        "aria": False,
        "view": {"stroke": None},
        "axis": {"disable": True},
    }


@cache
def _trend_template() -> dict[str, Any]:
    """Return the Vega form of a trend, without data."""
    import altair as alt

    def data(name: str) -> Any:
        return alt.InlineData(values=[{}], name=name)

    xd = alt.param(name="xd", value=[0, 1])
    yd = alt.param(name="yd", value=[0, 1])
    plot = WIDTH - TREND["left"] - TREND["right"]
    height = TREND["height"]
    x = alt.X("x:Q", scale=alt.Scale(domain=alt.ExprRef("xd"), zero=False, nice=False))
    y = alt.Y("y:Q", scale=alt.Scale(domain=alt.ExprRef("yd"), zero=False, nice=False))
    roles = list(DASHES)
    ink = alt.Color(
        "r:N",
        scale=alt.Scale(domain=roles, range=[BLUE, *(GREYS[r] for r in roles[1:])]),
        legend=None,
    )
    dash = alt.StrokeDash(
        "r:N", scale=alt.Scale(domain=roles, range=[DASHES[r] for r in roles]), legend=None
    )
    wide = alt.StrokeWidth(
        "r:N", scale=alt.Scale(domain=roles, range=[3, 1.6, 1.6, 1.6]), legend=None
    )
    layers = [
        alt.Chart(data("gaps"))
        .mark_rect(color=GAP_FILL)
        .encode(x=alt.X("a:Q"), x2="b:Q", y=alt.value(0), y2=alt.value(height)),
        alt.Chart(data("ticks")).mark_rule(color=GRID).encode(y=y),
        alt.Chart(data("rules"))
        .mark_rule(color=BLUE, opacity=0.6, strokeWidth=3)
        .encode(x=x, y=alt.Y("l:Q"), y2="u:Q"),
        alt.Chart(data("points"))
        .mark_line(invalid=None)
        .encode(x=x, y=y, detail="g:N", color=ink, strokeDash=dash, strokeWidth=wide),
        alt.Chart(data("points"))
        .mark_point(filled=True, opacity=1, invalid=None)
        .encode(
            x=x,
            y=y,
            color=ink,
            size=alt.Size(
                "r:N", scale=alt.Scale(domain=roles, range=[46, 12, 12, 12]), legend=None
            ),
        ),
    ]
    chart = (
        alt.layer(*layers)
        .resolve_scale(color="independent", x="shared", y="shared")
        .add_params(xd, yd)
        .properties(width=plot, height=height)
    )
    return _compile(chart, TREND)


@cache
def _dots_template() -> dict[str, Any]:
    """Return the Vega form of a chart of dots, without data."""
    import altair as alt

    def data(name: str) -> Any:
        return alt.InlineData(values=[{}], name=name)

    vd = alt.param(name="vd", value=[0, 1])
    plot = WIDTH - DOTS["left"] - DOTS["right"]
    scale = alt.Scale(domain=alt.ExprRef("vd"), zero=False, nice=False)
    x = alt.X("v:Q", scale=scale)
    y = alt.Y("y:Q", scale=None)
    focus = "datum.r == 'home' || datum.r == 'cohort'"
    ink = alt.ExprRef(f"{focus} ? '{BLUE}' : datum.r == 'england' ? '{INK}' : '#6b6b6b'")
    shape = alt.ExprRef("datum.r == 'england' || datum.r == 'region' ? 'diamond' : 'circle'")
    layers = [
        alt.Chart(data("lines"))
        .mark_rule(color="#edf0f2")
        .encode(y=y, x=alt.value(-DOTS["left"] + 4), x2=alt.value(plot + DOTS["right"])),
        alt.Chart(data("ticks"))
        .mark_rule(color=GRID)
        .encode(x=x, y=alt.Y("z:Q", scale=None), y2="h:Q"),
        alt.Chart(data("reference"))
        .mark_rule(color=NOTE, strokeDash=[4, 3])
        .encode(x=x, y=alt.Y("z:Q", scale=None), y2="h:Q"),
        alt.Chart(data("slope"))
        .mark_rule(color=NOTE, strokeWidth=1.5)
        .encode(x=x, x2="v2:Q", y=y, y2="y2:Q"),
        alt.Chart(data("limits"))
        .mark_rule(opacity=0.6, strokeWidth=3, color=ink)
        .encode(x=alt.X("l:Q"), x2="u:Q", y=y),
        alt.Chart(data("seconds"))
        .mark_point(filled=False, size=52, strokeWidth=1.6, color=INK, opacity=1)
        .encode(x=x, y=y),
        alt.Chart(data("dots"))
        .mark_point(
            filled=True,
            opacity=1,
            color=ink,
            shape=shape,
            size=alt.ExprRef("datum.r == 'home' ? 90 : 60"),
        )
        .encode(x=x, y=y),
    ]
    chart = alt.layer(*layers).add_params(vd).properties(width=plot, height=100)
    return _compile(chart, DOTS)


def _compile(chart: Any, box: dict[str, int]) -> dict[str, Any]:
    """Compile an Altair chart to Vega with a fixed frame."""
    import vl_convert

    described = chart.to_dict(validate=False)
    described["config"] = _config()
    vega: dict[str, Any] = vl_convert.vegalite_to_vega(described)
    vega["padding"] = {k: box[k] for k in ("left", "right", "top", "bottom")}
    vega["autosize"] = "none"
    vega.pop("background", None)
    return vega


# ---- from description to SVG ---------------------------------------------------------------------


def svg(chart: Picture) -> str:
    """Return a chart as an SVG element to stand in a page: titled, described, sized by viewBox."""
    if not isinstance(chart, Trend | Dots):
        return chart.svg()
    import vl_convert

    is_trend = isinstance(chart, Trend)
    filled = _trend_data(chart) if isinstance(chart, Trend) else _dots_data(chart)
    vega = copy.deepcopy(_trend_template() if is_trend else _dots_template())
    for signal in vega["signals"]:
        if signal["name"] in filled["signals"]:
            signal["value"] = filled["signals"][signal["name"]]
    for dataset in vega["data"]:
        if dataset["name"] in filled["data"]:
            dataset["values"] = filled["data"][dataset["name"]]
    box = filled["box"]
    vega["height"] = filled["height"]
    vega["width"] = WIDTH - box["left"] - box["right"]
    vega["padding"] = {side: box[side] for side in ("left", "right", "top", "bottom")}
    words = "".join(label.svg() for label in filled["labels"])
    words = f'<g transform="translate({box["left"]},{box["top"]})">{words}</g>'
    return _slim(vl_convert.vega_to_svg(vega), words, chart)


def _slim(drawn: str, words: str, chart: Chart) -> str:
    """Take off what a page does not need; add the words, the picture's name and description."""
    body = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    width, height = (size[1], size[2]) if size else (str(WIDTH), "300")
    body = re.sub(r'<path class="(background|foreground)"[^>]*(/>|></path>)', "", body)
    body = re.sub(r' (class|role|aria-[a-z]+|pointer-events)="[^"]*"', "", body)
    body = re.sub(r' opacity="1"| stroke-dasharray="1,0"| stroke-miterlimit="10"', "", body)
    body = re.sub(r"-?\d+\.\d{2,}", lambda m: f"{float(m[0]):.1f}", body)
    for _ in range(4):
        body = re.sub(r"<g[^>]*></g>", "", body)
        body = re.sub(r"<g>(((?!<g|</g>).)*)</g>", r"\1", body)
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{chart.key}-t {chart.key}-d" font-family="{FONT}" font-size="12">'
        f'<title id="{chart.key}-t">{escape(chart.title)}</title>'
        f'<desc id="{chart.key}-d">{escape(chart.desc)}</desc>{body}{words}</svg>'
    )


class Studio:
    """Draws many charts on every core there is; used as a context manager.

    Its processes start warming up at once, while the caller still prepares the charts. Where a
    process cannot be started, charts are drawn here, one after the other.
    """

    def __init__(self, expected: int) -> None:
        """Start the processes, unless so few charts are expected that it does not pay."""
        affinity = getattr(os, "sched_getaffinity", None)
        cores = min(4, len(affinity(0)) if affinity else os.cpu_count() or 1)
        self._pool: ProcessPoolExecutor | None = None
        if cores > 1 and expected >= 40:
            try:
                self._pool = ProcessPoolExecutor(
                    cores, mp_context=get_context("spawn"), initializer=_end_with_parent
                )
                for _ in range(cores):
                    self._pool.submit(_warm)
            except OSError:
                self._pool = None

    def __enter__(self) -> Studio:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def draw(self, charts: Sequence[Picture], told: Callable[[int], None]) -> list[str]:
        """Return the charts as SVG, in order; `told` is given how many are done."""
        done: list[str] = []
        if self._pool:
            try:
                for picture in self._pool.map(svg, charts, chunksize=6):
                    done.append(picture)
                    told(len(done))
            except (BrokenProcessPool, OSError):
                pass  # what is left is drawn below
        for chart in charts[len(done) :]:
            done.append(svg(chart))
            told(len(done))
        return done


def _end_with_parent() -> None:
    """End this process when the build that started it is killed: nobody else would."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _warm() -> None:
    """Load the libraries and compile both kinds of chart."""
    import vl_convert

    _trend_template()
    vl_convert.vega_to_svg(_dots_template())
