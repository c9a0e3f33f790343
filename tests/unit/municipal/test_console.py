import base64

import pytest

from madoguchi.municipal.model import console


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("", "index.html"),
        ("index.html", "index.html"),
        ("cases/A2B3C4D5", "index.html"),
        ("assets/app-1a2b.js", "assets/app-1a2b.js"),
        ("favicon.ico", "favicon.ico"),
    ],
)
def test_files_are_themselves_and_routes_are_the_page(path, key):
    assert console.key(path) == key


@pytest.mark.parametrize("path", ["../secret.json", "a/../b.js", ".env", "a//b.js", "a%2f.js", "package.zip", "a b.js"])
def test_anything_odd_is_nothing(path):
    assert console.key(path) is None


def test_the_policy_allows_no_foreign_and_no_evaluated_script():
    answer = console.found("index.html", b"<!doctype html>")

    policy = answer["headers"]["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer["headers"]["Cache-Control"] == "no-cache"


def test_binaries_travel_as_base64_and_hashed_files_stay_cached():
    answer = console.found("assets/font.woff2", b"\x00\x01")

    assert base64.b64decode(answer["body"]) == b"\x00\x01"
    assert answer["isBase64Encoded"]
    assert "immutable" in answer["headers"]["Cache-Control"]


def test_what_lambda_could_not_answer_is_absent():
    assert console.found("assets/big.png", b"0" * (console.LARGEST + 1))["statusCode"] == 404
