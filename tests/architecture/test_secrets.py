"""Nothing that opens a door and nobody's number stands in the repository."""

import random
import re
import subprocess

import pytest
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

from madoguchi.kernel.identifiers import individual_number_check_digit, is_individual_number
from tests.support.house import ROOT

# What the scanner takes for a secret and is none: file, kind, and why. A line that nobody needs is a failure too.
NO_SECRETS = {
    ("events/aws/sqs.json", "Hex High Entropy String"): "the digest in AWS's own sample of a message",
    ("events/published.json", "Hex High Entropy String"): "the digests of events' schemas",
    ("frontend/console/identity/qr.test.ts", "Hex High Entropy String"): "the digest of a drawn code",
    ("frontend/console/identity/texts.ts", "Secret Keyword"): "the word on the field",
    ("frontend/console/municipal/foureyes.test.tsx", "Base64 High Entropy String"): "the path of a made-up receipt",
    ("docs/proofs.md", "Secret Keyword"): "the name of a test",
    ("frontend/mock/administration.ts", "Secret Keyword"): "the pages' mock: no stage knows it",
    ("frontend/mock/samples.staff.ts", "Hex High Entropy String"): "the digest of a made-up package",
    ("frontend/mock/staff.ts", "Secret Keyword"): "the pages' mock takes the word itself",
    ("layers/madoguchi/python/madoguchi/kernel/ids.py", "Base64 High Entropy String"): "an alphabet",
    ("layers/madoguchi/python/madoguchi/municipal/staff_pool_cognito.py", "Secret Keyword"): "the name of a step",
    ("layers/madoguchi/python/madoguchi/notices/model/notice.py", "Base64 High Entropy String"): "an alphabet",
    ("ops/stages.py", "Secret Keyword"): "the emulator takes anything",
    ("sandbox/localcloud/deployment.py", "Secret Keyword"): "the emulator takes anything",
    ("sandbox/localcloud/settings.py", "Secret Keyword"): "the emulator takes anything",
    ("tests/adapters/municipal/test_neighbours.py", "Secret Keyword"): "the name of a step",
    ("tests/conftest.py", "Secret Keyword"): "moto takes anything",
    ("tests/contracts/test_lines.py", "Secret Keyword"): "a rotation's sample; its secret is called secret",
    ("tests/functions/municipal/test_doors.py", "Secret Keyword"): "a fake pool's only right word",
    ("tests/infra/permissions.json", "Base64 High Entropy String"): "the path of a role",
    ("tests/local/test_officers.py", "Secret Keyword"): "a password that is wrong on purpose",
    ("tests/support/canary.py", "Base64 High Entropy String"): "an alphabet",
    ("tests/support/handlers.py", "Secret Keyword"): "a started handler calls nothing",
    ("tests/support/reach.py", "Secret Keyword"): "the name of an action of AWS",
    ("tests/unit/applications/samples.py", "Base64 High Entropy String"): "the digest of nothing",
    ("tests/unit/municipal/test_sessions.py", "Secret Keyword"): "what a step must not repeat",
    ("tests/unit/http/test_origin.py", "Secret Keyword"): "the name of a fake's secret",
    ("tests/unit/procedures/test_forms.py", "Secret Keyword"): "what a problem must not repeat",
}
PICTURES = (".png", ".ico", ".woff2")
LOCKS = ("uv.lock", "package-lock.json", "requirements.txt")  # nothing but digests and pins
WRITTEN_BY_TESTS = ("docs/openapi/", "frontend/console/api/generated/", "frontend/portal/api/generated/")
TWELVE = re.compile(r"(?<![0-9A-Za-z.])(?:[0-9]{12}|[0-9]{4}[- ][0-9]{4}[- ][0-9]{4})(?![0-9A-Za-z])")


def tracked():
    """Every text file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return [name for name in names if not name.endswith((*PICTURES, *LOCKS))]


def secrets(name):
    with default_settings():
        return {(found.type, found.line_number) for found in scan_file(str(ROOT / name))}


@pytest.fixture(scope="module")
def found():
    names = [name for name in tracked() if not name.startswith(WRITTEN_BY_TESTS)]
    assert len(names) > 500
    return {(name, kind): line for name in names for kind, line in secrets(name)}


def test_no_secret_stands_in_the_repository(found):
    assert [f"{name}:{line} {kind}" for (name, kind), line in found.items() if (name, kind) not in NO_SECRETS] == []


def test_every_reason_is_still_needed(found):
    assert sorted(set(NO_SECRETS) - set(found)) == []


@pytest.mark.parametrize(
    "line",
    [
        "key = 'AKIA" + "Q3EGRJ5XPLWDZ7VT'",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "client_secret = '" + "tn7TV53EWJup4tVOvJqAwF8BNh5KYmUE'",
        "https://officer:" + "Aa1bvY9cL8Jnq@madoguchi.example/",
    ],
)
def test_a_secret_is_found_when_there_is_one(line, tmp_path):
    """A search that finds nothing proves nothing until it has found something."""
    (tmp_path / "settings.py").write_text(line + "\n")
    with default_settings():
        assert list(scan_file(str(tmp_path / "settings.py")))


def numbers(text):
    digits = {re.sub(r"[- ]", "", each) for each in TWELVE.findall(text)}
    return {each for each in digits if is_individual_number(each)}


def test_no_individual_number_stands_in_the_repository():
    """Not even a made-up one: one in ten of twelve random digits is somebody's."""
    held = {name: numbers((ROOT / name).read_text(encoding="utf-8", errors="replace")) for name in tracked()}

    assert [f"{name}: {len(each)}" for name, each in held.items() if each] == []


@pytest.mark.parametrize("shape", ["{}", "number: {},", "'{}'", "{:.4}"])
def test_an_individual_number_is_found_when_there_is_one(shape):
    body = "".join(random.Random(1).choices("123456789", k=11))
    number = body + str(individual_number_check_digit(body))
    written = f"{number[:4]}-{number[4:8]}-{number[8:]}" if shape == "{:.4}" else shape.format(number)

    assert numbers(written) == {number}
