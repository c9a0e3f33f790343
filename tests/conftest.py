"""Before anything else: moto ahead of the first client, no real credentials, a name for everything wiring reads.

Handlers wire at import, and a test of one may import another first: so the names are the same for all tests, and a
table of a test has the name that `os.environ` gives.
"""

import ast
import os
from collections.abc import Iterator

import hypothesis
import moto  # before the first boto3.client, so that clients made at import are intercepted
import pytest

from tests.support.house import PACKAGE, modules
from tests.support.injected import injector
from tests.support.origin import keep_the_secret

pytest_plugins = ["tests.granted_used"]

# Rails that tests/breakages calls as functions say what they found, whoever imports them first.
pytest.register_assert_rewrite("tests.infra", "tests.architecture")

# No clock judges a property: a busy machine is slow, and the first draw of text builds its tables. The same examples
# in every run of `make test`; other ones each time in `make prove`.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=os.environ.get("MADOGUCHI_MATRIX") != "whole",
)
hypothesis.settings.load_profile("house")

FIXED = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_REGION": "ap-northeast-1",
    "AWS_DEFAULT_REGION": "ap-northeast-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "POWERTOOLS_SERVICE_NAME": "tests",
    "PARK_POISON": "0",
    "CARD_POLICIES": "jpki-test",
    "SENDER": "oshirase@madoguchi.example",
}
ADDRESSES = ("_URL", "_API")
TOPICS = "arn:aws:sns:ap-northeast-1:123456789012:"


def names_that_wiring_reads() -> set[str]:
    """Every X of os.environ["X"] in wiring."""
    return {
        node.slice.value
        for file in modules(PACKAGE / "wiring")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "os.environ"
        and isinstance(node.slice, ast.Constant)
    }


def sample(name: str) -> str:
    text = name.lower().replace("_", "-")
    if name.endswith("_TOPIC"):
        return TOPICS + text
    return f"https://{text}.invalid" if name.endswith(ADDRESSES) else text


if "MADOGUCHI_LIVE_STAGE" in os.environ:  # tests/live speaks to AWS as the operator who asked for it
    FIXED = {name: value for name, value in FIXED.items() if not name.startswith("AWS_")}
os.environ.update(FIXED)
os.environ.pop("AWS_ENDPOINT_URL", None)
for each in names_that_wiring_reads() - set(FIXED):
    os.environ.setdefault(each, sample(each))


keep_the_secret()
injector.hook()


@pytest.fixture
def aws() -> Iterator[None]:
    """AWS in memory for one test."""
    with moto.mock_aws():
        yield


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Where nothing was expected, everything found is shown, one a line."""
    if op != "==" or right not in ([], set(), {}) or not isinstance(left, list | set | dict):
        return None
    found = [f"{key}: {value}" for key, value in left.items()] if isinstance(left, dict) else sorted(map(str, left))
    return [f"nothing was expected, {len(found)} found:", *found]
