"""What the README says of the program is so: its settings are those the code reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_architecture import ROOT, every_module, named, tree

HANDS_ON = "upkeep/sandbox/process.py"
"""Gives a process of its own what the system says; it reads no setting."""


def settings_read(path: Path) -> Iterator[str]:
    """Every environment variable a module asks for, by its own name or a constant's."""
    constants = {
        target.id: statement.value.value
        for statement in tree(path).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and isinstance(statement.value, ast.Constant)
        for target in (
            statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        )
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("environ.get", "getenv")
        ):
            asked = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            asked = node.slice
        else:
            continue
        known = (
            asked.value if isinstance(asked, ast.Constant) else constants.get(ast.unparse(asked))
        )
        yield str(known or ast.unparse(asked))


def test_the_readme_names_every_environment_variable_the_code_reads_and_no_other() -> None:
    paths = [ROOT / "dashboard.py", *(path for _, path in every_module())]
    read = {name for path in paths if named(path) != HANDS_ON for name in settings_read(path)}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", readme))
    assert read
    assert told == read


def test_a_setting_is_seen_however_it_is_read(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        'NAMED: Final = "FIRST"\nOTHER = "SECOND"\na = os.environ.get(NAMED, "")\n'
        'b = os.environ[OTHER]\nc = os.getenv("THIRD")\nd = environ.get(made())\n',
        encoding="utf-8",
    )
    assert set(settings_read(module)) == {"FIRST", "SECOND", "THIRD", "made()"}


def test_every_file_the_readme_and_its_neighbours_link_to_is_there() -> None:
    found = {
        (page.name, target)
        for page in ROOT.glob("*.md")
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    }
    assert found
    assert {(page, target) for page, target in found if not (ROOT / target).exists()} == set()
