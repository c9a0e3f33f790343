"""What a browser says it is, no finer than she needs to tell her own devices apart."""

from madoguchi.kernel.value import Value

# In this order: every Android says Linux, every Edge and Opera says Chrome, every Chrome says Safari.
SYSTEMS = (
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Android", "android"),
    ("Windows", "windows"),
    ("CrOS", "chromeos"),
    ("Mac OS X", "mac"),
    ("Linux", "linux"),
)
BROWSERS = (
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("Firefox/", "firefox"),
    ("FxiOS/", "firefox"),
    ("CriOS/", "chrome"),
    ("Chrome/", "chrome"),
    ("Safari/", "safari"),
)
OTHER = "other"


class Device(Value):
    """Words of ours, never the browser's own text: that tells more about a person than she asked us to keep."""

    system: str = OTHER
    browser: str = OTHER


def device_of(user_agent: str) -> Device:
    return Device(system=_first(SYSTEMS, user_agent), browser=_first(BROWSERS, user_agent))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in known if mark in text), OTHER)
