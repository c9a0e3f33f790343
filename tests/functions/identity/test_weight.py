import subprocess
import sys

import pytest

from tests.support.house import LAYER, ROOT

PROBE = "import importlib, sys; importlib.import_module(sys.argv[1]); print(' '.join(sys.modules))"


@pytest.mark.parametrize(
    "module",
    ["identity.define_challenge", "identity.create_challenge", "identity.claims", "madoguchi.identity.store"],
)
def test_what_needs_no_certificate_loads_no_pki_library(module):
    path = f"{LAYER}:{ROOT / 'functions'}"
    done = subprocess.run(
        [sys.executable, "-c", PROBE, module], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )

    assert not {"cryptography", "asn1crypto"} & set(done.stdout.split())
