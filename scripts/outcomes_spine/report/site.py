"""The site: pages waiting for their charts, the files they become, and the links between them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2

from outcomes_spine.errors import SpineError
from outcomes_spine.report import charts, words
from outcomes_spine.report.tables import Table

HERE = Path(__file__).resolve().parent


@dataclass
class Figure:
    """A chart with all that belongs under it: what it shows, its notes, its table, its source.

    Where `is_stacked` a table of many columns stands under the chart in full width.
    """

    heading: str
    axis: str
    chart: charts.Picture | None
    table: Table
    notes: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    svg: str = ""
    is_stacked: bool = False


@dataclass
class Page:
    """A page to be written: where, from which template, with what."""

    path: str
    template: str
    title: str
    context: dict[str, Any]
    figures: list[Figure]
    tables: list[Table]

    @property
    def root(self) -> str:
        """Return the way from the page back to the top of the site."""
        return "../" * self.path.count("/")

    @property
    def slug(self) -> str:
        """Return the page's path as the beginning of a file name."""
        return self.path.removesuffix(".html").replace("/", "-")


class Site:
    """Collects pages, draws their charts together and writes everything into a folder."""

    def __init__(self, out: Path, shared: dict[str, Any]) -> None:
        """Take the folder and what every page says (area, release, navigation)."""
        self.out = out
        self.shared = shared
        self.pages: list[Page] = []

    def add(
        self,
        path: str,
        template: str,
        title: str,
        *,
        figures: list[Figure] | None = None,
        tables: list[Table] | None = None,
        **context: Any,
    ) -> None:
        """Add a page. Its figures' tables need not be named again among its tables."""
        found = figures or []
        listed = [figure.table for figure in found] + (tables or [])
        self.pages.append(Page(path, template, title, context, found, listed))

    def write(self, studio: charts.Studio, advance: Callable[[str, int, int], None]) -> int:
        """Draw, fill in and write every page and file; return how many pages there are.

        Raises SpineError where the folder cannot be written.
        """
        waiting = [figure for page in self.pages for figure in page.figures if figure.chart]
        pictures = [figure.chart for figure in waiting if figure.chart]
        total = len(pictures) + len(self.pages)
        drawn = studio.draw(pictures, lambda done: advance("drawing charts", done, total))
        for figure, picture in zip(waiting, drawn, strict=True):
            figure.svg = picture
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            {"day": words.day, "capital": words.capital, "sentence": words.sentence}
        )
        try:
            self._write_assets()
            for done, page in enumerate(self.pages, 1):
                self._write_page(environment, page)
                advance(page.title, len(pictures) + done, total)
        except OSError as error:
            raise SpineError(
                f"The report cannot be written to {self.out}: {error.strerror or error}. "
                "Make room or give the right to write, and run it again."
            ) from None
        return len(self.pages)

    def _write_assets(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        shutil.copytree(HERE / "assets", self.out / "assets", dirs_exist_ok=True)

    def _write_page(self, environment: jinja2.Environment, page: Page) -> None:
        for table in page.tables:
            target = self.out / "downloads" / f"{page.slug}--{table.slug}.csv"
            target.parent.mkdir(parents=True, exist_ok=True)
            # With a byte order mark, or Excel takes UTF-8 for something else.
            target.write_bytes(table.csv().encode("utf-8-sig"))
        said = {**self.shared, **page.context}  # a page may name another area than the site's
        html = environment.get_template(page.template).render(
            page=page, root=page.root, title=page.title, **said
        )
        html = re.sub(r"\n\s*\n+", "\n", html)
        target = self.out / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8", newline="\n")
