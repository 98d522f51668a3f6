"""Arrows run one way: who may import whom, and who may open what."""

import ast
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORDER = ("schemas", "locales", "figures", "exports", "snapshots", "web", "upkeep", "pages")
"""Each folder may import itself and those before it."""
LINES = 450
"""More than this cannot be seen at a glance."""

TOP_LEVEL = {
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "SECURITY.md", "Makefile", "data",
    "dashboard.py", "exports", "figures", "locales", "pages", "pyproject.toml", "requirements.in",
    "requirements.txt", "schemas", "snapshots", "tests", "upkeep", "web",
}  # fmt: skip


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def every_module() -> Iterator[tuple[str, Path]]:
    return ((folder, path) for folder in ORDER for path in modules(folder))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The packages a module imports, by their first name."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def used(path: Path) -> set[str]:
    """The last name of everything a module calls or imports: `read_csv` of `pd.read_csv(…)`."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
    return names


def classes(path: Path) -> set[str]:
    """The classes of a module; the Config of a Pandera model is no name of its own."""
    found = (node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    return {name for name in found if name != "Config"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_modules_import_only_downwards() -> None:
    """A command is a door, as the dashboard is: it starts what it needs."""

    def closed(folder: str) -> set[str]:
        above = {*ORDER[ORDER.index(folder) + 1 :], "dashboard", "tests"}
        return above | {"web"} if folder == "upkeep" else above

    found = {
        named(path): imported(path) & closed(folder)
        for folder, path in every_module()
        if path.name != "__main__.py"
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_only_pages_and_the_dashboard_know_streamlit() -> None:
    knowing = {folder for folder, path in every_module() if "streamlit" in imported(path)}
    assert knowing == {"pages"}


def test_no_class_and_no_module_has_the_name_of_another() -> None:
    """The maintainers' tools have names of their own among themselves."""
    names = Counter(
        name
        for folder, path in every_module()
        if folder != "upkeep" and path.stem not in {"__init__", "__main__"}
        for name in {path.stem, *classes(path)}
    )
    assert {name for name, number in names.items() if number > 1} == set()


def test_modules_can_be_seen_at_a_glance() -> None:
    lines = {
        named(path): len(path.read_text(encoding="utf-8").splitlines())
        for _, path in every_module()
    }
    assert {path: number for path, number in lines.items() if number > LINES} == {}


def test_figures_open_no_files_but_the_widths_of_letters() -> None:
    files = {"pathlib", "os", "io", "csv", "shutil"}
    readers = {"open", "read_all", "read_files", "read_csv", "read_text", "read_bytes", "get_data"}
    found = {
        named(path): (imported(path) & files) | (used(path) & readers)
        for path in modules("figures")
    }
    opening = {path: names for path, names in found.items() if names}
    assert opening == {"figures/plotly/text_metrics.py": {"get_data"}}


def test_only_schemas_read_the_tables() -> None:
    reading = {
        named(path)
        for folder, path in every_module()
        if folder != "schemas" and "read_csv" in used(path)
    }
    assert reading == set()


def test_a_forbidden_import_or_reader_is_noticed(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("import streamlit as st\nframe = pandas.read_csv(name)\n", encoding="utf-8")
    assert "streamlit" in imported(module)
    assert "read_csv" in used(module)
    harmless = tmp_path / "harmless.py"
    harmless.write_text('"""Not read_csv, and no streamlit."""\n', encoding="utf-8")
    assert imported(harmless) == used(harmless) == set()


def test_the_top_level_holds_what_was_planned() -> None:
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    there = {path.split("/")[0] for path in kept.stdout.splitlines() if not path.startswith(".")}
    assert there == TOP_LEVEL
