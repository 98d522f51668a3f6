"""The forms of a report: each stable, valid and safe, in three languages."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from locales import find_language
from schemas import DATA
from schemas.findings import Finding
from schemas.reading import DATA_SETTING
from tests.frozen import FROZEN
from tests.upkeep.corpus import CELLS, FILES, bytes_of, column_of, text_of, with_cells
from tests.upkeep.diff.editing import put
from upkeep.check import Given, Report, check
from upkeep.clean.repair import repair
from upkeep.cli import main
from upkeep.report import FORMS, write_github, write_html, write_json, write_text

SAY = find_language("en")
EVIL = '<script>alert(1)</script>,%0A::error::x\x07\u202e"'


@pytest.fixture(scope="module")
def broken() -> Report:
    rows = with_cells("displacement", {
        (1, "value"): "1 286", (2, "date"): "03/04/2025", (3, "note"): EVIL, (4, "status"): EVIL,
    })  # fmt: skip
    sources = (FROZEN / "sources.csv").read_bytes()
    return check([Given("data/displacement.csv", text_of(rows).encode())], {"sources": sources})


@pytest.fixture(scope="module")
def repeated() -> Report:
    rows = with_cells("exchange_rates", {})
    rows = [rows[0], *[[*row[:4], "21.0", row[5]] for row in rows[1:]] * 3]
    return check([Given("exchange_rates.csv", text_of(rows).encode())])


def test_the_text_says_where_what_and_what_to_write(broken: Report) -> None:
    told = write_text(broken, SAY)
    assert (
        "ERROR  Thousands separated [thousands]  data/displacement.csv\n"
        "  line 2, column J (value) ‘1 286’: write the number without spaces or separators → ‘1286’"
    ) in told
    assert "‘03/04/2025’: this may be 2025-04-03 or 2025-03-04;" in told


def test_the_worst_comes_first_and_the_numbers_last(broken: Report) -> None:
    words = re.findall(r"^(ERROR|WARNING|NOTE)  ", write_text(broken, SAY), re.M)
    assert words == sorted(words, key=["ERROR", "WARNING", "NOTE"].index)
    assert re.fullmatch(r"1 file: \d+ errors; \d+ warnings?; \d+ notes?\.",
                        write_text(broken, SAY).splitlines()[-1])  # fmt: skip


def test_the_tenth_repetition_is_summed_up(repeated: Report) -> None:
    told = write_text(repeated, SAY).split("[number_form]")[1].split("\n\n")[0]
    assert told.count("column E (days)") == 9
    assert "… and 15 more like this, lines 11–25" in told


def test_colour_is_for_people_alone(broken: Report) -> None:
    assert "\033[" in write_text(broken, SAY, colour=True)
    assert "\033[" not in write_text(broken, SAY)


def test_nothing_a_cell_holds_reaches_the_terminal_as_it_is(broken: Report) -> None:
    told = write_text(broken, SAY)
    assert "\x07" not in told
    assert "\u202e" not in told


def test_the_json_holds_every_finding_and_is_the_same_every_time(repeated: Report) -> None:
    told = json.loads(write_json(repeated, SAY))
    assert write_json(repeated, SAY) == write_json(repeated, SAY)
    assert len(told["findings"]) == len(repeated.findings)
    assert sum(told["counts"].values()) == len(repeated.findings)
    assert {"file", "line", "row", "column", "letters", "severity", "cause", "value", "advice",
            "instead", "message", "accepted"} <= set(told["findings"][0])  # fmt: skip
    assert told["changes"][0]["before"] == "21.0"


def test_annotations_are_one_line_each_and_cannot_be_forged(broken: Report) -> None:
    lines = write_github(broken, SAY).splitlines()
    form = re.compile(
        r"::(error|warning|notice) file=[^:,]+(,line=\d+)?(,col=\d+)?,title=[^:]*::.+"
    )
    assert all(form.fullmatch(line) for line in lines[:-1])
    assert any(
        line.startswith("::error file=data/displacement.csv,line=2,col=10,") for line in lines
    )
    assert not any(
        "%0A::" in line for line in lines if EVIL[:8] not in line and "%250A" not in line
    )


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("code", ["en", "fr", "uk"])
def test_the_page_needs_nothing_else_and_runs_nothing(broken: Report, code: str) -> None:
    page = _Page()
    text = write_html(broken, find_language(code))
    page.feed(text)
    names = [tag for tag, _ in page.tags]
    assert ("html", {"lang": code}) in page.tags
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not any({"src", "href", "onclick"} & set(attributes) for _, attributes in page.tags)
    assert "color-scheme: light dark" in text
    assert "width=device-width" in text
    assert "default-src 'none'" in text
    assert "url(" not in text


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("code", ["en", "fr", "uk"])
def test_every_damage_can_be_told_in_every_form_and_language(form: str, code: str) -> None:
    given = [Given(f"displacement ({name}).csv", damage.do("displacement"))
             for name, damage in list(FILES.items())[::6]]  # fmt: skip
    cells = {(row, column_of("displacement", damage.kind)): damage.written
             for row, damage in enumerate(list(CELLS.values())[::12], 1)
             if row < 9 and column_of("displacement", damage.kind)}  # fmt: skip
    given.append(Given("displacement.csv", text_of(with_cells("displacement", cells)).encode()))
    report = Report(tuple(each.name for each in given), tuple(
        finding for each in given for finding in _own(each)
    ))  # fmt: skip
    assert "{" not in FORMS["text"](report, find_language(code)).replace("{\\rtf", "")
    assert FORMS[form](report, find_language(code))


def _own(each: Given) -> list[Finding]:
    return repair(each.name, each.content).findings


def test_in_order_is_nought_errors_are_one_and_not_run_is_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = put(tmp_path / "small")
    monkeypatch.setenv(DATA_SETTING, str(small))
    bad = tmp_path / "exchange_rates.csv"
    bad.write_bytes(FILES["semicolons"].do("exchange_rates"))
    assert main(["check", "--against", str(small)]) == 0
    assert main(["check", str(bad)]) == 1
    assert main(["check", str(tmp_path / "nothing.csv")]) == 2
    assert "There is no file or folder" in capsys.readouterr().err


def test_a_folder_without_tables_cannot_be_checked(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path)]) == 2


@pytest.mark.cluster
def test_a_table_missing_from_a_folder_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "exchange_rates.csv").write_bytes(bytes_of("exchange_rates"))
    assert main(["check", str(tmp_path)]) == 1
    assert "File missing [file_missing]" in capsys.readouterr().out


@pytest.mark.cluster
def test_a_reader_who_stops_reading_is_no_failure() -> None:
    check_all = [sys.executable, "-m", "upkeep", "check", "--format", "json"]
    with subprocess.Popen(
        check_all, cwd=DATA.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as told:
        assert told.stdout is not None
        assert told.stderr is not None
        assert told.stdout.readline() == b"{\n"
        told.stdout.close()
        assert told.stderr.read() == b""
