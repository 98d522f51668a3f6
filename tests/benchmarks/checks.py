"""How fast a hundred thousand rows are checked, good ones and bad ones. `make benchmark`.

Beside: pandas reading the same file into the types its table has (days as days, counts as whole
numbers that may be missing, the rest as text); pandas reading it with types guessed; Frictionless,
where it is installed, with a schema of the same columns, types and vocabularies.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from random import Random

from schemas import DATA, MODELS, TABLES
from schemas.table import find_kind

ROWS = 100_000
TABLE = "civilian_deaths"
OBLASTS = ("05", "07", "12", "14", "18", "21", "23", "26", "32", "35", "44", "46", "48", "51", "53",
           "56", "59", "61", "63", "65", "68", "71", "73", "74", "80")  # fmt: skip
PLACES = ("UKR", *(f"UA{code}" for code in OBLASTS))
TERRITORIES = ("all", "occupied", "near_frontline")
VICTIMS = ("all", "men", "women", "boys", "girls", "children")


def days() -> Iterator[str]:
    for year, month, day in product(range(2022, 2026), range(1, 13), range(1, 29)):
        text = f"{year}-{month:02}-{day:02}"
        if "2022-02-24" <= text <= "2025-07-31":
            yield text


def rows() -> Iterator[str]:
    """A hundred thousand counts that make sense: parts add up to their wholes."""
    chance = Random(1)  # noqa: S311 - numbers for a table, not secrets
    for day, place, outcome in product(days(), PLACES, ("killed", "injured")):
        men, women, boys, girls = (chance.randint(0, 100) for _ in range(4))
        people = (men + women + boys + girls, men, women, boys, girls, boys + girls)
        for share, territory in enumerate(TERRITORIES, 1):
            for who, number in zip(VICTIMS, people, strict=True):
                when, where = f"{day},{day},2025-07-31", f"{place},{territory},{outcome}"
                what = f"{who},all,civilian,{number // share},,,exact,verified,A,"
                yield f"ohchr-2025-08-13,event,{when},{where},{what}\n"


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def write(folder: Path, *, bad: int = 0) -> Path:
    """The table with a hundred thousand rows; the first numbers written with spaces."""
    path = folder / f"{TABLE}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(MODELS[TABLE].columns()) + "\n")
        for number, row in enumerate(islice(rows(), ROWS)):
            cells = row.split(",")
            if number < bad:
                cells[11] = f"{1 + number % 900} {number % 1000:03}"
            file.write(",".join(cells))
    return path


CLOCK = """
import json, resource, sys, time
def now(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
{before}
path, base, start = sys.argv[1], now(), time.perf_counter()
{action}
print(json.dumps([time.perf_counter() - start, now() - base, {size}]))
"""


def measured(path: Path, before: str, action: str, size: str = "0") -> tuple[float, float, float]:
    """Seconds, megabytes at most and megabytes of the result, each in a process of its own."""
    program = CLOCK.format(before=before, action=action, size=size)
    told = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            cwd=DATA.parent, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told.append(tuple(json.loads(done.stdout.splitlines()[-1])))
    return sorted(told)[1]


def types() -> str:
    """How pandas is told the types of the table."""
    kinds = {name: find_kind(column.dtype) for name, column in TABLES[TABLE].columns().items()}
    dates = [name for name, kind in kinds.items() if kind == "day"]
    dtypes = {name: {"whole_number": "Int64"}.get(kind, "str")
              for name, kind in kinds.items() if kind != "day"}  # fmt: skip
    empty = {name: [""] for name, kind in kinds.items() if kind != "text"}
    return f"dtype={dtypes}, parse_dates={dates}, na_values={empty}, keep_default_na=False"


CHECK = (
    "from pathlib import Path\nfrom upkeep.check import check\nfrom upkeep.folder import open_files"
)
RUN = "files = open_files([Path(path)])\nreport = check(files.given, files.beside)"


def frictionless_schema() -> str:
    """The same columns, types and vocabularies for Frictionless."""
    fields = []
    for name, column in MODELS[TABLE].columns().items():
        kind = {"day": "date", "whole_number": "integer", "decimal_number": "number"}
        told: dict[str, object] = {
            "name": name,
            "type": kind.get(find_kind(column.dtype), "string"),
        }
        limits: dict[str, object] = {}
        if column.metadata["required"]:
            limits["required"] = True
        if column.metadata["codes"]:
            limits["enum"] = list(column.metadata["codes"])
        fields.append(told | ({"constraints": limits} if limits else {}))
    return json.dumps({"fields": fields, "primaryKey": list(MODELS[TABLE].key_columns())})


def main() -> None:
    """Print one line for each thing measured: the medians of three runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder))
        pandas = "import pandas as pd"
        frame = "frame.memory_usage(deep=True).sum() / 1e6"
        typed, _, size = measured(path, pandas, f"frame = pd.read_csv(path, {types()})", frame)
        plain, _, _ = measured(path, pandas, "frame = pd.read_csv(path)", frame)
        seconds, most, found = measured(path, CHECK, RUN, "len(report.findings)")
        tell(f"{ROWS:,} rows, {path.stat().st_size / 1e6:.0f} MB, as a frame {size:.0f} MB")
        tell(f"pandas, into the types of the table  {typed:6.2f} s")
        tell(f"pandas, types guessed                {plain:6.2f} s")
        tell(f"checked                              {seconds:6.2f} s, {found:.0f} findings")
        tell(f"  times pandas                       {seconds / typed:6.1f} typed")
        tell(f"                                     {seconds / plain:6.1f} guessed")
        tell(f"memory at most                       {most:6.0f} MB ({most / size:.1f} frames)")
        path = write(Path(folder), bad=100_000)
        text = "from locales import find_language\nfrom upkeep.report import write_text\n"
        told = f"{text}{RUN}\ntext = write_text(report, find_language('en'))"
        seconds, most, found = measured(path, CHECK, told, "len(report.findings)")
        tell(f"100,000 bad cells checked and told   {seconds:6.2f} s, {found:.0f} findings")
        _frictionless(write(Path(folder)))


def _frictionless(path: Path) -> None:
    """The same file by Frictionless, once: it takes minutes."""
    schema = path.with_name("schema.json")
    schema.write_text(frictionless_schema(), encoding="utf-8")
    program = (
        "import os, sys, time\nfrom frictionless import Resource, system\n"
        f"os.chdir({str(path.parent)!r})\nstart = time.perf_counter()\n"
        "report = Resource(path=sys.argv[1], schema='schema.json').validate()\n"
        "print(time.perf_counter() - start, report.stats['errors'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path.name], capture_output=True, text=True, check=False
    )
    if done.returncode:
        tell("Frictionless                         not installed")
        return
    seconds, errors = done.stdout.split()
    tell(f"Frictionless                         {float(seconds):6.2f} s, {errors} errors")


if __name__ == "__main__":
    main()
