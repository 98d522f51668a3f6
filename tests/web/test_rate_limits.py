"""One client cannot have everything painted, and cannot pretend to be many."""

import pytest
from starlette.requests import Request

from web.rate_limits import RateLimits, identify_client, read_limits


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def asking(near: str | None, *told: str) -> Request:
    """A request as it arrives from an address, with what it says of those before."""
    headers = [(b"x-forwarded-for", one.encode()) for one in told]
    scope = {"type": "http", "headers": headers, "client": (near, 50000) if near else None}
    return Request(scope)


def test_a_client_gets_as_many_as_allowed_and_no_more() -> None:
    few = RateLimits(3, 600, clock=Clock())
    assert [few.allows("one") for _ in range(5)] == [True, True, True, False, False]


def test_one_client_does_not_use_up_what_others_may_have() -> None:
    few = RateLimits(1, 600, clock=Clock())
    assert few.allows("one")
    assert not few.allows("one")
    assert few.allows("another")


def test_what_is_given_back_may_be_asked_for_again() -> None:
    few = RateLimits(1, 600, clock=Clock())
    assert few.allows("one")
    few.give_back("another")
    assert not few.allows("one")
    few.give_back("one")
    assert few.allows("one")
    assert not few.allows("one")


def test_the_window_moves_with_time() -> None:
    clock = Clock()
    few = RateLimits(2, 600, clock=clock)
    assert few.allows("one")
    clock.now += 300
    assert few.allows("one")
    clock.now += 299
    assert not few.allows("one")
    clock.now += 1
    assert few.allows("one")
    assert not few.allows("one")


def test_a_client_that_waits_as_told_is_served_again() -> None:
    clock = Clock()
    few = RateLimits(2, 600, clock=clock)
    while few.allows("one"):
        pass
    clock.now += few.wait
    assert few.allows("one")


def test_never_more_clients_are_remembered_than_there_is_room_for() -> None:
    few = RateLimits(1, 600, clients=100, clock=Clock())
    for number in range(1000):
        assert few.allows(str(number))
    assert len(few._asked) == 100
    assert not few.allows("999")


def test_clients_of_long_ago_are_forgotten() -> None:
    clock = Clock()
    few = RateLimits(1, 600, clock=clock)
    for number in range(50):
        few.allows(str(number))
    clock.now += 601
    few.allows("one")
    assert list(few._asked) == ["one"]


def test_none_are_allowed_where_the_setting_is_none() -> None:
    assert not RateLimits(0, 600).allows("one")


@pytest.mark.parametrize(
    ("setting", "wait"), [("5/10min", 600), ("5 / 30s", 30), ("5/h", 3600), ("", 600)]
)
def test_the_setting_says_how_many(
    setting: str, wait: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_FREEZES", setting)
    assert read_limits().wait == wait


def test_a_setting_that_cannot_be_read_says_how_to_write_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DASHBOARD_FREEZES", "often")
    with pytest.raises(ValueError, match="30/10min"):
        read_limits()


def test_without_proxies_nobody_is_believed_to_be_somebody_else() -> None:
    assert identify_client(asking("192.0.2.1", "198.51.100.7")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("near", "told", "found"),
    [
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9", "198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7:4711"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9, nonsense"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.2"], "10.0.0.2"),
        ("::ffff:10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
    ],
)
def test_our_own_proxies_are_believed_one_by_one(
    near: str, told: list[str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_PROXIES", "10.0.0.0/8, 2001:db8::1")
    assert identify_client(asking(near, *told)) == found


def test_all_addresses_of_one_household_are_one_client() -> None:
    assert identify_client(asking("2001:db8:1:2::3")) == identify_client(
        asking("2001:db8:1:2:ffff::9")
    )
    assert identify_client(asking("2001:db8:1:2::3")) != identify_client(asking("2001:db8:1:3::3"))


def test_a_request_without_an_address_has_a_client_too() -> None:
    assert identify_client(asking(None)) == identify_client(asking("testclient")) == "nobody"


def test_proxies_that_cannot_be_read_are_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_PROXIES", "our proxy")
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/8"):
        identify_client(asking("192.0.2.1"))
