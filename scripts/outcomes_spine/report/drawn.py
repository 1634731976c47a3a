"""Pictures drawn without Vega: wards as tiles, and wards as points on two scales.

Like the words of the other charts they are set out in pixels, the same everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from outcomes_spine.report.charts import (
    BLUE,
    FONT,
    GRID,
    INK,
    WIDTH,
    Label,
    axis_range,
    tick_names,
    wrap,
)

_COLUMNS, _SPACE, _TILE = 4, 6, 78
_FILLS = {"better": "#dfe8f1", "worse": "#f5e3ec"}
_PLOT = {"left": 42, "right": 14, "top": 10, "bottom": 26, "height": 240}


@dataclass(frozen=True)
class Tile:
    """A place: its name, its figure or why there is none, and a word on it with its shape."""

    name: str
    shown: str
    word: str = ""
    side: str = ""
    is_missing: bool = False


@dataclass(frozen=True)
class Tiles:
    """Places as tiles of one size, in the order given, row by row."""

    key: str
    title: str
    desc: str
    tiles: tuple[Tile, ...]

    def svg(self) -> str:
        """Return the picture as an SVG element, sized by viewBox."""
        wide = (WIDTH - (_COLUMNS - 1) * _SPACE) / _COLUMNS
        drawn = []
        for i, tile in enumerate(self.tiles):
            x = (i % _COLUMNS) * (wide + _SPACE)
            y = (i // _COLUMNS) * (_TILE + _SPACE)
            fill = _FILLS.get(tile.side, "#f3f5f8")
            drawn.append(
                f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{_TILE}" fill="{fill}" '
                f'stroke="{GRID}"/>'
            )
            name = wrap(tile.name, 14, 2)
            drawn.append(Label(x + 6, y + 13, name, fill=INK, size=11).svg())
            if tile.is_missing:
                why = wrap(tile.shown, 15, 2)
                drawn.append(Label(x + 6, y + 50, why, size=11, is_italic=True).svg())
            else:
                drawn.append(
                    Label(x + 6, y + 47, [tile.shown], fill=INK, size=16, is_bold=True).svg()
                )
                drawn.append(Label(x + 6, y + 66, [tile.word], fill=INK, size=11).svg())
        rows = math.ceil(len(self.tiles) / _COLUMNS)
        return _framed(self, rows * (_TILE + _SPACE) - _SPACE, 0, 0, drawn)


@dataclass(frozen=True)
class Spot:
    """A place on two scales with 95% limits upwards; its circle grows with `size`."""

    name: str
    x: float
    y: float
    size: float
    lower: float
    upper: float
    is_named: bool = False


@dataclass(frozen=True)
class Scatter:
    """Places on two scales; `across` and `up` hold the ends that a scale may not pass."""

    key: str
    title: str
    desc: str
    spots: tuple[Spot, ...]
    across: tuple[float | None, float | None] = (0.0, 100.0)
    up: tuple[float | None, float | None] = (0.0, 100.0)

    def ticks(self) -> tuple[list[float], list[float]]:
        """Return the ticks across and upwards."""
        ys = [v for spot in self.spots for v in (spot.y, spot.lower, spot.upper)]
        return axis_range([spot.x for spot in self.spots], self.across), axis_range(ys, self.up)

    def svg(self) -> str:
        """Return the picture as an SVG element, sized by viewBox."""
        xs, ys = self.ticks()
        plot, height = WIDTH - _PLOT["left"] - _PLOT["right"], _PLOT["height"]

        def across(value: float) -> float:
            return (value - xs[0]) / (xs[-1] - xs[0]) * plot

        def down(value: float) -> float:
            return height * (1 - (value - ys[0]) / (ys[-1] - ys[0]))

        drawn = []
        for tick, name in zip(ys, tick_names(ys), strict=True):
            y = down(tick)
            drawn.append(_line(0, y, plot, y, GRID, 1))
            drawn.append(Label(-8, y, [name], "end").svg())
        for tick, name in zip(xs, tick_names(xs), strict=True):
            drawn.append(Label(across(tick), height + 15, [name], "middle").svg())
        largest = max((spot.size for spot in self.spots), default=1.0) or 1.0
        for spot in self.spots:
            x = across(spot.x)
            drawn.append(_line(x, down(spot.lower), x, down(spot.upper), "#b8c4d0", 1.5))
        for spot in self.spots:
            radius = 7 * math.sqrt(spot.size / largest)
            drawn.append(
                f'<circle cx="{across(spot.x):.1f}" cy="{down(spot.y):.1f}" r="{radius:.1f}" '
                f'fill="{BLUE}" stroke="#fff"/>'
            )
        for spot in self.spots:
            if spot.is_named:
                drawn.append(self._name(spot, across(spot.x), down(spot.y), plot, height))
        return _framed(
            self, height + _PLOT["top"] + _PLOT["bottom"], _PLOT["left"], _PLOT["top"], drawn
        )

    @staticmethod
    def _name(spot: Spot, x: float, y: float, plot: float, height: float) -> str:
        label = Label(
            x - 4 if x > plot / 2 else x + 4,
            y + (16 if y > height / 2 else -15),  # lines of limits are rarest at the outer side
            wrap(spot.name, 24, 1),
            "end" if x > plot / 2 else "start",
            fill=INK,
            size=11,
        )
        return label.svg().replace(
            "<text", '<text stroke="#fff" stroke-width="3" paint-order="stroke"', 1
        )


def _line(x1: float, y1: float, x2: float, y2: float, ink: str, width: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}" '
        f'stroke-width="{width}"/>'
    )


def _framed(
    chart: Tiles | Scatter, height: float, left: float, top: float, drawn: Sequence[str]
) -> str:
    """Put a picture into its frame, with its name and description."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'aria-labelledby="{chart.key}-t {chart.key}-d" font-family="{FONT}" font-size="12">'
        f'<title id="{chart.key}-t">{escape(chart.title)}</title>'
        f'<desc id="{chart.key}-d">{escape(chart.desc)}</desc>'
        f'<g transform="translate({left},{top})">{"".join(drawn)}</g></svg>'
    )
