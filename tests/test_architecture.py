"""Arrows run one way: who may import whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = ("schemas", "locales", "figures", "snapshots", "upkeep", "pages")
"""Each folder may import itself and those before it."""

TOP_LEVEL = {
    "README.md", "dashboard.py", "data", "figures", "locales", "pages", "requirements.txt",
    "schemas", "snapshots", "tests", "upkeep", "Makefile", "pyproject.toml",
}  # fmt: skip


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The packages a module imports, by their first name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


EVERY_MODULE = [(folder, path) for folder in ORDER for path in modules(folder)]
every_module = pytest.mark.parametrize(
    ("folder", "path"), EVERY_MODULE, ids=[str(path.relative_to(ROOT)) for _, path in EVERY_MODULE]
)


@every_module
def test_a_module_imports_only_downwards(folder: str, path: Path) -> None:
    above = set(ORDER[ORDER.index(folder) + 1 :]) | {"dashboard", "tests"}
    assert not imported(path) & above


@every_module
def test_only_pages_and_the_dashboard_know_streamlit(folder: str, path: Path) -> None:
    assert folder == "pages" or "streamlit" not in imported(path)


@every_module
def test_a_module_can_be_seen_at_a_glance(folder: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_figures_open_no_files() -> None:
    for path in modules("figures"):
        assert not imported(path) & {"pathlib", "os", "io", "csv", "shutil"}, path
        assert "read_all" not in path.read_text(encoding="utf-8"), path


def test_only_schemas_read_the_tables() -> None:
    for folder, path in EVERY_MODULE:
        if folder != "schemas":
            assert "read_csv" not in path.read_text(encoding="utf-8"), path


def test_the_top_level_holds_what_was_planned() -> None:
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))}
    assert there - {"screenshots"} == TOP_LEVEL
