"""Who looked at my data: H1's records as each adult sees them, and what nobody may see."""

import json
import os

import pytest

from functions.ledger import records_api
from madoguchi import dynamo
from tests.functions.linkage.core import NIIGATA, SANJO, Refused
from tests.support.events import LambdaContext, answer, api_event, citizen_claims, failed, stream_event
from tests.support.sessions import sign_out

ITEM = "residence.registration"


@pytest.fixture
def told(core):
    """The three exchanges of the main journey, fed to the ledger twice."""
    core.numbers = [
        core.answered("midori", request_id="1"),
        core.answered("makoto", request_id="2"),
        core.answered("ren", item=ITEM, request_id="3"),
    ]
    assert failed(core.feed_ledger()) == failed(core.feed_ledger()) == []
    return core


def records(account_id, language="ja"):
    claims = {**citizen_claims(account_id), "role": "citizen"}
    event = api_event("GET", "/api/records", claims=claims, headers={"Accept-Language": language})
    said = records_api.handler(event, LambdaContext())
    assert said["statusCode"] == 200
    return answer(said)


def entry(**more):
    return {
        "entry_id": "entry-1",
        "institution": SANJO,
        "section": "子育て支援課",
        "officer_role": "examiner",
        "affair": None,
        "purpose": "申請の審査",
        "addressee_number": "3040001",
        "receipt": "RECEIPT1",
        "at": "2026-11-05T01:00:00.000Z",
        "phase": "before",
        "outcome": None,
        **more,
    }


def test_each_adult_sees_her_own_exchanges_and_the_childs(told):
    hers, his = records("midori"), records("makoto")

    assert {(one["items"][0]["id"], one["person"]["relation"]) for one in hers["exchanges"]} == {
        ("local-tax.income", "self"),
        (ITEM, "child"),
    }
    assert [one["items"][0]["id"] for one in his["exchanges"]] == ["local-tax.income"]


def test_a_record_says_who_why_and_by_which_law_in_her_language(told):
    english = next(one for one in records("midori", "en")["exchanges"] if one["person"]["relation"] == "self")

    assert english["asker"] == {"code": SANJO, "name": "Sanjo City"}
    assert english["provider"] == {"code": NIIGATA, "name": "Niigata City"}
    assert english["purpose"] == "To confirm which parent is to receive the child allowance"
    assert english["legal_basis"].startswith("My Number Act")
    assert english["affair"]["name"] == "Claim for child allowance"
    assert english["at_provided"] is not None


def test_no_amount_stands_in_the_view(told):
    assert "4812000" not in json.dumps(records("midori"))


def test_once_she_has_signed_out_her_token_shows_nothing_more(told):
    sign_out(told.dynamodb, "midori")

    refused = records_api.handler(api_event("GET", "/api/records", account_id="midori"), LambdaContext())

    assert refused["statusCode"] == 401
    assert answer(refused)["type"].endswith("/session-ended")


def test_nobody_without_a_token_sees_anything(core):
    assert records_api.handler(api_event("GET", "/api/records"), LambdaContext())["statusCode"] == 401


def test_an_account_that_is_nobodys_yet_sees_two_empty_lists(told):
    assert records("stranger") == {"exchanges": [], "lookups": []}


def test_a_look_up_is_shown_apart_once_for_both_its_phases(told):
    for phase in ("before", "before", "after"):
        told.town("POST", "/entries", entry(phase=phase, outcome="shown" if phase == "after" else None))

    (look,) = records("midori")["lookups"]

    assert (look["institution"]["name"], look["section"], look["application"]) == ("三条市", "子育て支援課", "RECEIPT1")
    assert look["completed"]
    assert len(records("midori")["exchanges"]) == 2


def test_a_look_up_speaks_the_readers_language(told):
    section = {"ja": "業務システム", "en": "Core system"}
    told.town("POST", "/entries", entry(section=section, purpose="application.extract"))

    seen = {language: records("midori", language)["lookups"][0] for language in ("ja", "en")}

    assert (seen["ja"]["section"], seen["en"]["section"]) == ("業務システム", "Core system")
    assert seen["ja"]["purpose"] == "業務システムへの申請データの取込み"
    assert seen["en"]["purpose"] == "Transfer of the application into the core system"


def test_a_look_up_kept_in_the_institutions_own_words_is_shown_as_it_was_told(told):
    told.town("POST", "/entries", entry())

    (look,) = records("midori", "en")["lookups"]

    assert (look["section"], look["purpose"]) == ("子育て支援課", "申請の審査")


def test_a_look_up_about_somebody_not_paired_yet_waits_for_the_pairing(told):
    told.town("POST", "/entries", entry(addressee_number="3040004"))
    told.town("POST", "/entries", entry(addressee_number="3040004"))
    told.pair(SANJO, "nagi", "3040004")
    told.portal("POST", "/pairings", {"account_id": "nagi", "serial": "SERIAL4"})

    assert [one["record_id"] for one in records("nagi")["lookups"]] == ["entry-1"]


def test_what_the_asker_suppresses_leaves_the_answer_as_it_was(told):
    before = json.dumps(records("midori"))

    number = told.answered("midori", request_id="4", disclosure="suppressed")
    told.feed_ledger()

    assert json.dumps(records("midori")) == before
    assert number not in before


@pytest.mark.parametrize("party", [SANJO, NIIGATA])
def test_either_party_suppresses_and_opens_its_record_later(told, party):
    number = told.numbers[0]
    if party == NIIGATA:
        row = told.rows("PARTITIONS_TABLE")
        own = [json.loads(one["record"]) for one in row if one["pk"].startswith(f"{NIIGATA}#RECORDS#")]
        asked = told.fetched(number)
        number = next(
            one["processing_number"]
            for one in own
            if one["item"] == asked["item"] and one["addressee_number"] == "1000101"
        )
    open_view = records("midori")

    mark = {"institution": party, "processing_number": number}
    told.town("PUT", "/disclosures", {**mark, "disclosure": "suppressed"})
    suppressed = records("midori")
    told.town("PUT", "/disclosures", {**mark, "disclosure": "open"})

    assert [one["person"]["relation"] for one in suppressed["exchanges"]] == ["child"]
    assert records("midori") == open_view


def test_nobody_else_marks_a_record(told):
    with pytest.raises(Refused) as refused:
        told.town(
            "PUT",
            "/disclosures",
            {"institution": "152021", "processing_number": told.numbers[0], "disclosure": "suppressed"},
        )

    assert refused.value.status == 404


@pytest.mark.parametrize("spoilt", [{"marks": "perhaps"}, {"marks": None}, {"record": {"half": "a record"}}])
def test_a_record_that_cannot_be_read_is_not_shown(told, spoilt):
    for row in told.rows("LEDGER_TABLE"):
        told.dynamodb.put_item(TableName=os.environ["LEDGER_TABLE"], Item=dynamo.dump({**row, **spoilt}))

    shown = [one for one in records("midori")["exchanges"] if one["person"]["relation"] == "self"]

    assert shown == []


def test_a_record_that_the_feed_cannot_keep_is_given_back_to_the_stream(core):
    broken = {"pk": "INQUIRY#1", "sk": "RECORD#1", "kind": "record", "record": "{}", "marks": {}}

    assert len(failed(core.feed.handler(stream_event(broken), None))) == 1


def test_in_the_ledger_there_is_no_value_and_no_number_of_an_institution(told):
    kept = json.dumps([row.get("record") for row in told.rows("LEDGER_TABLE")])

    for secret in ("4812000", "2364000", "3040001", "1000101"):
        assert secret not in kept
