"""Settings for people who use Git: valid, and naming only commands there are."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas import DATA, TABLES
from upkeep.cli import make_parser

ROOT = DATA.parent
HOOKS = ROOT / ".pre-commit-config.yaml"
JOB = ROOT / ".github" / "workflows" / "data.yml"
GATE = JOB.with_name("gate.yml")


def settings(path: Path) -> dict[Any, Any]:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(read, dict)
    return read


def hooks() -> dict[str, dict[str, Any]]:
    """Every hook by its id."""
    (local,) = settings(HOOKS)["repos"]
    assert local["repo"] == "local"
    return {hook["id"]: hook for hook in local["hooks"]}


def steps() -> dict[str, str]:
    """The commands of the job, by the names of its steps."""
    return {step["name"]: step["run"] for step in settings(JOB)["jobs"]["data"]["steps"]
            if "run" in step}  # fmt: skip


def commands() -> list[str]:
    """Every command of ours that the settings give."""
    given = [*(hook["entry"] for hook in hooks().values()), *steps().values()]
    return [text for text in given if "-m upkeep" in text]


@pytest.mark.parametrize("text", commands())
def test_every_command_given_is_understood(text: str) -> None:
    python, module, name, command, *options = shlex.split(text.partition(" >> ")[0])
    assert (python, module, name) == ("python", "-m", "upkeep")
    make_parser().parse_args([command, *options])


def test_the_tables_are_checked_before_they_are_committed() -> None:
    wanted = re.compile(hooks()["data"]["files"])
    assert "check" in hooks()["data"]["entry"].split()
    assert all(wanted.search(f"data/{model.file_name()}") for model in TABLES.values())
    assert not wanted.search("data/README.md")
    assert not wanted.search("tests/data/x.csv")


def test_a_change_of_one_table_is_checked_with_all_of_them() -> None:
    assert hooks()["data"]["pass_filenames"] is False


def test_the_guide_is_written_anew_when_a_rule_or_its_prose_changes() -> None:
    wanted = re.compile(hooks()["guide"]["files"])
    for path in ("schemas/findings.py", "upkeep/guide.md", "upkeep/rules/rules.toml"):
        assert (ROOT / path).exists()
        assert wanted.search(path)
    assert not wanted.search("data/README.md")


def test_the_job_only_reads_and_leaves_no_key_behind() -> None:
    job = settings(JOB)
    assert job["permissions"] == {"contents": "read"}
    checkout = job["jobs"]["data"]["steps"][0]
    assert checkout["with"]["persist-credentials"] is False
    assert checkout["with"]["fetch-depth"] == 0


def used(job: Path) -> list[str]:
    """Every action of others a workflow runs."""
    ((_, declared),) = settings(job)["jobs"].items()
    return [step["uses"] for step in declared["steps"] if "uses" in step]


@pytest.mark.parametrize("job", [JOB, GATE], ids=["data", "gate"])
def test_a_workflow_uses_nothing_of_third_parties_and_pins_what_it_uses(job: Path) -> None:
    assert len(used(job)) == 2
    assert [
        text for text in used(job) if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", text)
    ] == []


def test_the_gate_of_a_pull_request_is_the_one_gate() -> None:
    gate = settings(GATE)
    assert gate["permissions"] == {"contents": "read"}
    assert gate["jobs"]["gate"]["steps"][-1]["run"] == ".ci/run"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_no_text_of_a_pull_request_is_pasted_into_a_command() -> None:
    assert not [text for text in steps().values() if "${{" in text]


def test_the_settings_name_no_host() -> None:
    for path in (HOOKS, JOB, GATE):
        assert "://" not in path.read_text(encoding="utf-8")


def test_what_readers_will_see_is_told_even_when_the_check_fails() -> None:
    job = settings(JOB)["jobs"]["data"]["steps"][-1]
    assert job["if"] == "${{ !cancelled() }}"
    assert "diff" in job["run"].split()


@pytest.mark.cluster
def test_the_step_that_tells_what_readers_will_see_writes_its_page(tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": str(page), "BASE": "data"}
    done = subprocess.run(
        ["bash", "-e", "-c", steps()["What readers will see"]],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert page.read_text(encoding="utf-8").strip()
