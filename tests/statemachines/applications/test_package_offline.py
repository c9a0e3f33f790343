"""The evidence package against the openssl command alone: no code of ours has to be believed."""

import io
import os
import shutil
import subprocess
import zipfile

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.support import cards

OPENSSL = shutil.which("openssl")


@pytest.fixture
def folder(intake, tmp_path):
    intake.run(intake.portal.arrived(intake.draft()))
    (delivery,) = intake.portal.outside.deliveries
    key = delivery["package"]["key"]
    content = intake.portal.s3.get_object(Bucket=os.environ["INBOX_BUCKET"], Key=key)["Body"].read()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    root = cards.authority("signing").certificate.public_bytes(Encoding.PEM)
    (tmp_path / "root.pem").write_bytes(root)
    return tmp_path


def openssl(folder, *arguments):
    return subprocess.run([OPENSSL, *arguments], cwd=folder, capture_output=True, check=False)


def verify(folder):
    return openssl(
        folder,
        *("cms", "-verify", "-binary", "-inform", "DER", "-in", "signature.p7s", "-content", "application.json"),
        *("-CAfile", "root.pem", "-purpose", "any", "-attime", "1793804370", "-out", "verified.json"),
    )


@pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
def test_openssl_verifies_the_signature_of_a_package(folder):
    told = verify(folder)

    assert told.returncode == 0, told.stderr.decode()
    assert (folder / "verified.json").read_bytes() == (folder / "application.json").read_bytes()


@pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
def test_openssl_refuses_one_changed_byte(folder):
    document = folder / "application.json"
    document.write_bytes(document.read_bytes().replace(b"4812000", b"1812000"))

    assert verify(folder).returncode != 0


@pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
def test_openssl_reads_the_revocation_evidence(folder):
    told = openssl(folder, "ocsp", "-respin", "revocation/ocsp.der", "-text", "-noverify")

    assert b"Cert Status: good" in told.stdout
