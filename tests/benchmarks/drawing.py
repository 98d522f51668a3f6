"""How fast it is: medians of several runs, each beside something known. `make benchmark`."""

import gzip
import time
from collections.abc import Callable
from statistics import median

import pandas as pd

from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from schemas import DATA, MODELS, read, read_all

RUNS = 7


def timed(action: Callable[[], object]) -> float:
    """Median seconds of an action."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def main() -> None:
    """Print one line for each thing measured."""
    files = [DATA / model.file_name() for model in MODELS.values()]
    contents = {name: (DATA / f"{name}.csv").read_bytes() for name in MODELS}
    plain = timed(lambda: [pd.read_csv(file) for file in files])
    checked = timed(lambda: read(contents).to_tables(""))
    tables = read_all()
    again = timed(read_all)
    print(f"read with pandas alone     {plain * 1000:8.1f} ms")
    print(f"read, mended and checked   {checked * 1000:8.1f} ms  ({checked / plain:.1f} times)")
    print(f"read again, unchanged      {again * 1000:8.1f} ms")
    views = {name: make_view(figure, tables, {}) for name, figure in FIGURES.items()}
    seconds = {
        name: timed(lambda view=view: draw.__wrapped__(view, tables).plotly)  # type: ignore[misc]
        for name, view in views.items()
    }
    slowest = max(seconds, key=lambda name: seconds[name])
    print(f"draw a figure, median      {median(seconds.values()) * 1000:8.1f} ms")
    print(f"draw the slowest           {seconds[slowest] * 1000:8.1f} ms  ({slowest})")
    sizes = {
        name: len(gzip.compress(draw(view, tables).plotly.to_json().encode()))
        for name, view in views.items()
    }
    largest = max(sizes, key=lambda name: sizes[name])
    print(f"chart as JSON gzip, median {median(sizes.values()) / 1000:8.1f} kB")
    print(f"chart as JSON gzip, most   {sizes[largest] / 1000:8.1f} kB  ({largest})")


if __name__ == "__main__":
    main()
