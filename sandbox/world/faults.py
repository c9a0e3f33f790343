"""Switches that make a part of the outside world slow or silent."""

import threading
import time
from dataclasses import dataclass, field

MODES = ("ok", "slow", "down")
TARGETS = ("ocsp", "crl", "jlis", "register", "scan")


class Down(Exception):
    """The part is switched off."""


@dataclass
class Faults:
    slow_seconds: float = 10
    _modes: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def switch(self, target: str, mode: str) -> None:
        if target not in (*TARGETS, "all") or mode not in MODES:
            raise ValueError(f"targets: {', '.join(TARGETS)}, all; modes: {', '.join(MODES)}")
        with self._lock:
            self._modes.update(dict.fromkeys(TARGETS if target == "all" else (target,), mode))

    def now(self) -> dict[str, str]:
        with self._lock:
            return {target: self._modes.get(target, "ok") for target in TARGETS}

    def pass_or_fail(self, target: str) -> None:
        mode = self.now().get(target, "ok")
        if mode == "down":
            raise Down(target)
        if mode == "slow":
            time.sleep(self.slow_seconds)
