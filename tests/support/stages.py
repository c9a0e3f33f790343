"""Fixtures that synthesize: `prod`, `local` and `handlers`, each made once in a run."""

import pytest

from tests.support.handlers import Probed, start_all
from tests.support.once import once
from tests.support.synth import Synth, functions, synthesize


@pytest.fixture(scope="session")
def prod(tmp_path_factory: pytest.TempPathFactory) -> Synth:
    """The production stage's templates."""
    return Synth(once(tmp_path_factory, "synth-prod", lambda folder: synthesize("prod", folder / "cdk.out")))


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Synth:
    """Production's templates as they are when the operator has given the portal its name and its firewall."""
    settings = {
        "web_acl_arn": "arn:aws:wafv2:us-east-1:111111111111:global/webacl/Firewall/0",
        "portal_domain": "portal.madoguchi.example",
        "certificate_arn": "arn:aws:acm:us-east-1:111111111111:certificate/0",
    }
    return Synth(
        once(tmp_path_factory, "synth-named", lambda folder: synthesize("prod", folder / "cdk.out", **settings))
    )


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Synth:
    """The local stage's templates."""
    return Synth(once(tmp_path_factory, "synth-local", lambda folder: synthesize("local", folder / "cdk.out")))


@pytest.fixture(scope="session")
def handlers(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, Probed]:
    """Every handler, started with production's variables."""

    def probe(_folder: object) -> dict[str, Probed]:
        deployed = functions(request.getfixturevalue("prod"))
        return start_all({entry: function.environment for entry, function in deployed.items()})

    return once(tmp_path_factory, "handlers", probe)
