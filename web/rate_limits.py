"""How often one client may have figures frozen; painting is work, and others wait meanwhile."""

import os
import re
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import ceil
from typing import Final

from starlette.requests import Request

SETTING: Final = "DASHBOARD_FREEZES"
"""Environment variable that says how many new snapshots one client may ask for: 30/10min."""
PROXIES: Final = "DASHBOARD_PROXIES"
"""Environment variable that names the proxies in front of us: addresses or networks, by commas."""
USUAL: Final = "30/10min"
NOBODY: Final = "nobody"
"""The client of requests that come from no address, such as a socket on the same machine."""

_SETTING: Final = re.compile(r"(\d+)\s*/\s*(\d*)\s*(s|min|h)")
_SECONDS: Final = {"s": 1, "min": 60, "h": 3600}
_HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that one customer has: all addresses below are the same client."""


@dataclass
class RateLimits:
    """At most so many freezes by each client in any `seconds`; at most `clients` are remembered."""

    most: int
    seconds: float
    clients: int = 10_000
    clock: Callable[[], float] = time.monotonic
    _asked: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    @property
    def wait(self) -> int:
        """Seconds after which a client that was refused surely gets more."""
        return ceil(self.seconds)

    def allows(self, client: str) -> bool:
        """Whether a client may have one more; if so, that one is counted."""
        with self._lock:
            now = self.clock()
            # Those who asked longest ago come first.
            while self._asked:
                first = next(iter(self._asked.values()))
                if first and first[-1] > now - self.seconds:
                    break
                self._asked.popitem(last=False)
            asked = self._asked.setdefault(client, deque())
            self._asked.move_to_end(client)
            while asked and asked[0] <= now - self.seconds:
                asked.popleft()
            if len(asked) >= self.most:
                return False
            asked.append(now)
            if len(self._asked) > self.clients:
                self._asked.popitem(last=False)
            return True

    def give_back(self, client: str) -> None:
        """Uncount the last one of a client: somebody else had made it meanwhile."""
        with self._lock:
            if asked := self._asked.get(client):
                asked.pop()


def read_limits() -> RateLimits:
    """The limits of this process, by their setting."""
    setting = os.environ.get(SETTING) or USUAL
    read = _SETTING.fullmatch(setting.strip())
    if read is None:
        raise ValueError(f"{SETTING} is {setting!r}; write a number and a time, such as {USUAL}.")
    most, times, unit = read.groups()
    return RateLimits(int(most), int(times or 1) * _SECONDS[unit])


def identify_client(request: Request) -> str:
    """The address, or the network of one customer, as far as our own proxies tell of others."""
    near = _address(request.client.host if request.client else "")
    proxies = _proxies(os.environ.get(PROXIES, ""))
    told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
    while near and told and any(ip_address(near) in network for network in proxies):
        before = _address(told.pop())
        if not before:
            break
        near = before
    if ":" in near:
        return str(ip_network(f"{near}/{_HOUSEHOLD}", strict=False))
    return near or NOBODY


@lru_cache(maxsize=8)
def _proxies(setting: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(name.strip()) for name in setting.split(",") if name.strip())
    except ValueError as error:
        raise ValueError(
            f"{PROXIES} is {setting!r}; write addresses or networks, such as 10.0.0.0/8."
        ) from error


def _address(text: str) -> str:
    """An address without port, brackets or zone; '' for what is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str((found.ipv4_mapped if isinstance(found, IPv6Address) else None) or found)
