"""Time the build of invented boroughs of three sizes, the last a London, beside bare DuckDB.

`python scripts/bench/children_times.py [--children N ...]` writes each borough into a temporary
folder (not timed), lands, ingests and builds it in a home of its own, and prints the time, the peak
memory, the dbt part over the same compiled SQL in bare DuckDB, and the exponent with which time
grows from one size to the next. 2,100,000 children aged 0 to 16 are about 100,000 profiles a year.
Nothing here is a test.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from build_times import PROJECT, build, dbt_against_bare  # noqa: E402
from outcomes_spine.sample import borough  # noqa: E402

SIZES = (45_000, 300_000, 2_100_000)
BAR_SECONDS, BAR_MEMORY, BAR_RATIO, BAR_EXPONENT = 300, 6, 1.5, 1.05


def main() -> None:
    """Measure and print, a line a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--children", type=int, nargs="+", default=SIZES, metavar="N")
    sizes = sorted(parser.parse_args().children)
    print(
        f"bars for a London: {BAR_SECONDS} s, {BAR_MEMORY} GiB, {BAR_RATIO} x, "
        f"exponent {BAR_EXPONENT}\n{'children':>10} {'seconds':>8} {'GiB':>6} {'dbt s':>7} "
        f"{'bare s':>7} {'ratio':>6} {'exponent':>8}"
    )
    before: tuple[int, float] | None = None
    for children in sizes:
        with tempfile.TemporaryDirectory(prefix="spine-bench-") as temporary:
            drop = Path(temporary) / "borough"
            borough.write(drop, children=children)
            home = Path(temporary) / "home"
            seconds = build(PROJECT, home, "--landing", str(drop))
            # of the largest so far: sizes ascend
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
            in_dbt, bare = dbt_against_bare(home)
        exponent = (
            math.log(seconds / before[1]) / math.log(children / before[0]) if before else math.nan
        )
        print(
            f"{children:10,} {seconds:8.1f} {peak:6.2f} {in_dbt:7.1f} {bare:7.1f} "
            f"{in_dbt / bare:6.2f} {exponent:8.2f}",
            flush=True,
        )
        before = (children, seconds)


if __name__ == "__main__":
    main()
