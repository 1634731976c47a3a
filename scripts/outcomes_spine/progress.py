"""Say how far a long job is: a moving bar on a terminal, plain lines when piped."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

console = Console(stderr=True, highlight=False, soft_wrap=True)


class Steps:
    """The steps of a build, each with its own bar; used as a context manager."""

    def __init__(self) -> None:
        """Choose the bar where a person looks on, lines where a file does."""
        self._live = console.is_terminal
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", table_column=None),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[detail]}"),
            TimeElapsedColumn(),
            console=console,
            transient=False,
        )
        self._task: TaskID | None = None
        self._title = ""
        self._started = 0.0

    def __enter__(self) -> Steps:
        """Start drawing."""
        if self._live:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop drawing; a step that broke off stays as it was."""
        if error is None:
            self.end()
        if self._live:
            self._bar.stop()

    def begin(self, title: str) -> None:
        """End the step before and begin the next."""
        self.end()
        self._title = title
        self._started = time.monotonic()
        if self._live:
            self._task = self._bar.add_task(title, total=None, detail="")
        else:
            console.print(f"{title} ...")

    def advance(self, detail: str, done: int | None = None, total: int | None = None) -> None:
        """Say what is under way, and how much of how many."""
        if self._live and self._task is not None:
            shown = detail if len(detail) <= 44 else f"{detail[:43]}…"
            self._bar.update(self._task, detail=shown, completed=done or 0, total=total)

    def end(self, detail: str = "") -> None:
        """End the step under way, with what came of it."""
        if not self._title:
            return
        seconds = time.monotonic() - self._started
        if self._live and self._task is not None:
            self._bar.update(self._task, detail=detail, completed=1, total=1)
        else:
            tail = f"{detail}, " if detail else ""
            console.print(f"  {tail}{seconds:.1f} s")
        self._title = ""
        self._task = None
