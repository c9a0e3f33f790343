"""From an officer's adoption to a citizen's estimate, with the real handlers on moto."""

import copy
import json
import os

import boto3
import pytest
from boto3.dynamodb.types import TypeDeserializer
from procedures import announce, exchange_api, public_api, receive, staff_api

from madoguchi.errors import Unavailable
from madoguchi.procedures.catalogue_bucket import ShelfBucket
from madoguchi.procedures.model.procedure import Snapshot
from madoguchi.procedures.service.publishing import Publishing
from madoguchi.wiring import procedures as wiring
from tests.support.events import (
    LambdaContext,
    answer,
    api_event,
    failed,
    rule_event,
    sqs_event,
    staff_claims,
    stream_event,
)
from tests.support.officers import employ, grant
from tests.support.tables import make_table
from tests.unit.procedures.test_publishing import OFFICE, QUESTION

SANJO, CLAIM = "152048", "child-allowance.claim"
AUTHORED = ("child-allowance.*", "own.*")
PORTAL = "arn:aws:sts::123456789012:assumed-role/portal/receive"
FAMILY = [
    {"birth_date": "2013-05-02", "living": "apart", "supported_adult": False, "proof": False},
    {"birth_date": "2026-09-28", "living": "together", "supported_adult": False, "proof": False},
    {"birth_date": "2007-08-20", "living": "together", "supported_adult": True, "proof": True},
]
ASKED = {"children": FAMILY, "event_date": "2026-10-19", "applied_at": "2026-11-04T23:59:30+09:00"}


AUTHOR, TAX = "sanjo-kosodate-1", "sanjo-zeimu-1"
OTHER_TOWNS = "nagaoka-kosodate-1"


def staff(method, path, body=None, town=SANJO, name=AUTHOR):
    claims = staff_claims(town, name)
    return staff_api.handler(api_event(method, path, body, claims=claims), LambdaContext())


def public(method, path, body=None, **more):
    return public_api.handler(api_event(method, path, body, **more), LambdaContext())


class Exchange:
    """The municipal exchange, in the same process."""

    def snapshot(self, municipality):
        called = exchange_api.handler(api_event("GET", f"/snapshots/{municipality}", role_arn=PORTAL), LambdaContext())
        assert called["statusCode"] == 200
        return Snapshot.model_validate(answer(called))


@pytest.fixture
def town(aws, monkeypatch):
    client = make_table(os.environ["PROCEDURES_TABLE"])
    grants = os.environ["MUNICIPAL_TABLE"]
    make_table(grants)
    employ(client, grants, SANJO, AUTHOR, *(grant(SANJO, AUTHOR, "author", affair) for affair in AUTHORED))
    employ(client, grants, SANJO, TAX, grant(SANJO, TAX, "author", "local-tax.certificate"))
    employ(client, grants, "152021", OTHER_TOWNS, grant("152021", OTHER_TOWNS, "author"))
    bucket = os.environ["CATALOGUE_BUCKET"]
    boto3.client("s3").create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]}
    )
    boto3.client("events").create_event_bus(Name=os.environ["BUS"])
    wiring.published()._kept.clear()  # another test's town
    monkeypatch.setattr(receive, "publishing", Publishing(Exchange(), ShelfBucket(boto3.client("s3"), bucket)))
    return client


def rows(client):
    items = client.scan(TableName=os.environ["PROCEDURES_TABLE"])["Items"]
    return [{name: TypeDeserializer().deserialize(value) for name, value in item.items()} for item in items]


@pytest.fixture
def published(town):
    assert staff("POST", "/procedures/adoptions", {"preset_id": CLAIM, "office": OFFICE})["statusCode"] == 201
    assert answer(staff("POST", "/procedures/publications", {})) == {"snapshot": 1}
    event = rule_event("ProcedurePublished", {"municipality": SANJO, "snapshot": 1}, source="madoguchi.procedures")
    assert failed(receive.handler(sqs_event(event), LambdaContext())) == []
    return town


def test_an_officer_sees_every_preset_and_which_are_adopted(published):
    items = {item["preset_id"]: item for item in answer(staff("GET", "/presets"))["items"]}

    assert items[CLAIM]["adopted_version"] == 1
    assert items["pregnancy.notification"]["adopted_version"] is None
    assert "Madoguchi" in items[CLAIM]["note"]["ja"]


def test_the_town_is_the_tokens_never_the_requests(published):
    assert {
        item["adopted_version"] for item in answer(staff("GET", "/presets", town="152021", name=OTHER_TOWNS))["items"]
    } == {None}


def test_without_an_officers_token_nothing_is_written(town):
    refused = staff_api.handler(api_event("POST", "/procedures/publications", {}), LambdaContext())

    assert refused["statusCode"] == 401


def test_an_author_of_another_affair_neither_adopts_nor_publishes_what_is_not_its_own(town):
    wish = {"preset_id": CLAIM, "office": OFFICE}
    foreign = staff("POST", "/procedures/adoptions", wish, name=TAX)
    assert staff("POST", "/procedures/adoptions", wish)["statusCode"] == 201

    refused = [foreign, staff("POST", "/procedures/publications", {}, name=TAX)]

    assert [each["statusCode"] for each in refused] == [403, 403]
    assert {answer(each)["type"].rsplit("/", 1)[-1] for each in refused} == {"not-in-charge"}


def test_a_publication_is_announced_by_the_stream(published):
    batch = stream_event(*rows(published))

    assert failed(announce.handler(batch, LambdaContext())) == []


def test_an_addition_that_touches_the_preset_is_refused_by_place(town):
    additions = copy.deepcopy(QUESTION["additions"])
    additions["sections"][0]["fields"][0]["pointer"] = "/claimant/name"

    refused = staff("POST", "/procedures/adoptions", {"preset_id": CLAIM, "office": OFFICE, "additions": additions})

    problem = answer(refused)
    assert (refused["statusCode"], problem["type"].rsplit("/", 1)[-1]) == (422, "procedure-not-proven")
    assert problem["errors"][0]["reason"] == "a-town-adds-only-under-town"


def test_a_town_publishes_a_procedure_of_its_own(town):
    wanted = {
        "procedure_id": "own.marathon",
        "office": OFFICE,
        "name": {"ja": "元旦マラソン大会の申込", "en": "New Year marathon"},
        "summary": {"ja": "大会に申し込みます。", "en": "Sign up."},
        "kind": "sign-up",
        "category": "town",
        "assurance": "none",
        "phase": "searchable",
    }

    assert answer(staff("POST", "/procedures/own", wanted)) == {"procedure_id": "own.marathon", "version": 1}


def test_nothing_is_published_before_something_is_written(town):
    refused = staff("POST", "/procedures/publications", {})

    assert (refused["statusCode"], answer(refused)["type"].rsplit("/", 1)[-1]) == (422, "nothing-to-publish")


def test_everybody_finds_the_town_and_its_procedure(published):
    towns = answer(public("GET", "/api/municipalities?q=三条"))["items"]
    found = answer(public("GET", f"/api/procedures?municipality={SANJO}&q=児童手当&category="))

    assert [(town["code"], town["name"], town["prefecture"], town["procedures"]) for town in towns] == [
        (SANJO, "三条市", "新潟県", 1)
    ]
    (item,) = found["items"]
    assert (item["procedure_id"], item["name"], item["online"]) == (CLAIM, "児童手当の認定請求", True)
    assert (item["municipality"], found["next"]) == ({"code": SANJO, "name": "三条市"}, None)


@pytest.mark.parametrize(
    ("query", "headers", "name"),
    [
        ("", {"Accept-Language": "en"}, "Claim for child allowance"),
        ("&lang=easy", {}, "子どもの お金（児童手当）を もらう"),
        ("&lang=en", {"Accept-Language": "ja"}, "Claim for child allowance"),
    ],
)
def test_names_come_in_the_askers_language(published, query, headers, name):
    found = answer(public("GET", f"/api/procedures?municipality={SANJO}{query}", headers=headers))

    assert found["items"][0]["name"] == name


def test_across_towns_a_standard_procedure_is_listed_where_it_is_offered(published):
    found = answer(public("GET", f"/api/procedures?standard_id={CLAIM}"))

    assert [item["municipality"]["code"] for item in found["items"]] == [SANJO]


def test_one_procedure_comes_with_form_documents_office_and_clocks(published):
    one = answer(public("GET", f"/api/procedures/{SANJO}/{CLAIM}"))

    assert (one["version"], one["law"], one["assurance"], one["benefit"]) == (1, "児童手当法", "signature", CLAIM[:15])
    assert one["office"] == {"name": "子育て支援課", "hours": "平日 8:30-17:15", "phone": "0256-00-0000"}
    assert one["clocks"]["standard_days"] == 30
    needed = {document["document_id"]: (document["source"], document["not_needed"]) for document in one["documents"]}
    assert needed["tax-certificate"] == ("linkage", True)
    assert needed["support-confirmation"] == ("attach", False)
    assert one["form"]["prefill"]["/claimant/name"] == "card.name"
    assert one["form"]["ui"][0]["fields"][0]["label"]["en"] == "Name"
    assert one["form"]["schema"]["additionalProperties"] is False


def test_what_a_claim_brings_is_told_before_anything_is_signed(published):
    told = answer(public("POST", f"/api/procedures/{SANJO}/{CLAIM}/estimate", ASKED))

    assert (told["from_month"], told["monthly_yen"], told["last_safe_date"]) == ("2026-11", 40_000, "2026-11-04")
    assert [(paid["month"], paid["amount_yen"]) for paid in told["payments"][:2]] == [
        ("2026-12", 40_000),
        ("2027-02", 80_000),
    ]
    assert told["if_late"] == {"from_month": "2026-12", "lost_yen": 40_000}


def test_ten_seconds_into_the_next_day_in_japan_a_month_is_lost(published):
    late = {**ASKED, "applied_at": "2026-11-04T15:00:10Z"}

    told = answer(public("POST", f"/api/procedures/{SANJO}/{CLAIM}/estimate", late))

    assert (told["from_month"], told["late"], told["if_late"]["lost_yen"]) == ("2026-12", True, 40_000)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"children": []}, 400, "/children"),
        ({"children": [{"birth_date": "2013-13-01"}]}, 400, "/children/0/birth_date"),
        ({"children": [{"birth_date": "2027-01-01"}]}, 422, "/children/0/birth_date"),
        ({"children": FAMILY, "event_date": "1066-10-14"}, 400, "/event_date"),
        ({"children": FAMILY, "my_number": "1"}, 400, "/my_number"),
    ],
)
def test_a_bad_question_names_its_field(published, change, status, field):
    refused = public("POST", f"/api/procedures/{SANJO}/{CLAIM}/estimate", {**ASKED, **change})

    assert (refused["statusCode"], answer(refused)["errors"][0]["field"]) == (status, field)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/api/procedures/{SANJO}/no.such", 404),
        ("/api/procedures/152021/child-allowance.claim", 404),
        ("/api/procedures/999999/child-allowance.claim", 400),
        ("/api/procedures?cursor=x", 400),
    ],
)
def test_what_is_not_there_is_a_problem_with_a_type(published, path, status):
    refused = public("GET", path)

    assert refused["statusCode"] == status
    assert json.loads(refused["body"])["type"].startswith("https://madoguchi.example/problems/")


def test_a_publication_that_cannot_be_fetched_returns_to_its_queue(town):
    event = rule_event("ProcedurePublished", {"municipality": SANJO, "snapshot": 1}, source="madoguchi.procedures")

    class Down:
        def snapshot(self, _municipality):
            raise ConnectionError

    receive.publishing = Publishing(Down(), receive.publishing.shelf)
    assert failed(receive.handler(sqs_event(event), LambdaContext())) == ["message-0"]


def test_a_town_that_is_away_for_days_is_waited_for(town, monkeypatch):
    event = rule_event("ProcedurePublished", {"municipality": SANJO, "snapshot": 1}, source="madoguchi.procedures")

    class Away:
        def snapshot(self, _municipality):
            raise Unavailable("the town's door does not answer")

    monkeypatch.setattr(receive, "publishing", Publishing(Away(), receive.publishing.shelf))
    batch = sqs_event(event)
    batch["Records"][0]["attributes"]["ApproximateReceiveCount"] = "400"

    assert failed(receive.handler(batch, LambdaContext())) == ["message-0"]


def test_a_publication_that_nobody_can_read_goes_to_the_dead_letters_at_once(town):
    dead = boto3.client("sqs").create_queue(QueueName="dead-letters")["QueueUrl"]

    response = receive.handler(sqs_event("not JSON"), LambdaContext())

    assert failed(response) == []
    (kept,) = boto3.client("sqs").receive_message(QueueUrl=dead)["Messages"]
    assert kept["Body"] == "not JSON"
