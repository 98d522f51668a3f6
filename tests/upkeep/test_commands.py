"""The maintainers' commands."""

import pytest

from upkeep.cli import main


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["repair-everything"])
    assert stopped.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
