"""The maintainers' commands."""

import pytest

from upkeep.__main__ import main


def test_check_says_that_the_data_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert ": 0 errors; " in capsys.readouterr().out.splitlines()[-1]


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["repair-everything"])
    assert stopped.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
