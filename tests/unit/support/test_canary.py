"""The search for marked values finds them however they are written, and only them."""

import base64
import gzip
import json
from urllib.parse import quote

import pytest

from madoguchi.kernel.identifiers import is_individual_number
from tests.support.canary import KINDS, Canary, bodies, log_files, report


@pytest.fixture
def canary():
    return Canary()


def test_there_are_a_thousand_marks_and_the_same_in_every_run(canary):
    assert len(canary) == 1000
    assert canary.marks == Canary().marks


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_is_found_as_it_is_written(kind, canary):
    mark = canary.take(kind)

    assert [hit.mark for hit in canary.hits([("log", f"before {mark} after")])] == [mark]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "written",
    [
        json.dumps,
        lambda mark: json.dumps(json.dumps({"answers": mark})),
        quote,
        lambda mark: base64.b64encode(f"body of {mark} here".encode()).decode(),
        lambda mark: json.dumps({"document": base64.urlsafe_b64encode(f"body of {mark}".encode()).decode()}),
        lambda mark: base64.b64encode(gzip.compress(f"body of {mark}".encode())).decode(),
        lambda mark: str({"name": {"S": mark}}),
    ],
    ids=["json", "json in json", "url", "base64", "base64 in json", "gzip", "python"],
)
def test_a_mark_is_found_in_every_writing(kind, written, canary):
    mark = canary.take(kind)

    assert mark in {hit.mark for hit in canary.hits([("log", written(mark))])}


def test_wide_digits_are_the_same_number(canary):
    phone = canary.take("phone")
    wide = phone.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert canary.hits([("log", f"電話 {wide}")])


def test_ids_digests_and_times_are_no_hits(canary):
    noise = "2026-11-04T14:59:30.123Z 1793804370707 abcd7070000112 sha256=70717071ffee 152048 金糸雀 canary"

    assert canary.hits([("log", noise)]) == []


def test_a_place_is_counted_once_for_each_mark(canary):
    first, second = canary.take("name"), canary.take("name")

    hits = canary.hits(bodies("problem", [first, first, second]))

    assert len(hits) == 2
    assert report(hits) == "problem: 2 name"


def test_what_was_planted_is_known_so_that_a_blind_search_shows(canary):
    mark, unseen = canary.take("text"), canary.take("text")

    assert canary.seen([("table", f"row {mark}")]) == {mark}
    assert canary.planted == {mark, unseen}


def test_log_files_are_read_from_a_folder(canary, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "function.log").write_text(f"name={canary.take('name')}\n", encoding="utf-8")

    assert len(canary.hits(log_files(tmp_path))) == 1


def test_planted_individual_numbers_have_a_right_check_digit(canary):
    assert all(is_individual_number(mark) for mark in canary.marks["individual-number"])
