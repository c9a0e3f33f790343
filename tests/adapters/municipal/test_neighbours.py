"""Register, core, pool and buckets: what they answer becomes ours, and what fails is worth another try."""

import base64
import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import boto3
import pytest
from botocore.config import Config
from botocore.stub import Stubber

from madoguchi.errors import NotFound, Unavailable, Unprocessable
from madoguchi.municipal.console_bucket import ConsoleBucket
from madoguchi.municipal.core_http import CoreHttp
from madoguchi.municipal.inbox_bucket import InboxBucket
from madoguchi.municipal.model.inquiries import InquiryStatus
from madoguchi.municipal.model.people import FourAttributes
from madoguchi.municipal.officers_cognito import OfficersPool, first_password
from madoguchi.municipal.register_http import RegisterHttp
from madoguchi.municipal.staff_pool_cognito import CognitoTokens, LoginExpired, StaffPool, TokenEndpoint
from tests.unit.municipal.samples import NIIGATA, RECEIPT, SANJO, Town


class Outside(BaseHTTPRequestHandler):
    replies: dict = {}
    asked: list = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.asked.append((self.path, body, self.headers.get("Authorization")))
        status, answer = self.replies.get(self.path, (404, {}))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def outside():
    Outside.replies, Outside.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


FOUR = FourAttributes(name="髙野　蓮", birth_date=date(2013, 5, 2), sex="1", address="新潟県新潟市中央区架空町1番1号")


def test_the_register_finds_people_and_a_household(outside):
    Outside.replies = {
        f"/{SANJO}/by-serial": (200, {"addressee_number": "3040001"}),
        f"/{SANJO}/by-four-attributes": (200, {"addressee_number": "3049001"}),
        f"/{SANJO}/residence": (200, {"municipality": NIIGATA}),
        f"/{SANJO}/household": (
            200,
            {
                "as_of": "2026-11-04T15:30:00+00:00",
                "householder": "3040002",
                "members": [
                    {
                        "addressee_number": "3040001",
                        "name": "高野　みどり",
                        "kana": "タカノ　ミドリ",
                        "birth_date": "1984-04-12",
                        "sex": "female",
                        "address": "x",
                        "relationship": "妻",
                        "from": "2026-10-22",
                        "moved_from": {"municipality": NIIGATA, "on": "2026-10-19"},
                        "something_new": 1,
                    }
                ],
            },
        ),
    }
    register = RegisterHttp(outside)

    household = register.household(SANJO, "3040001")

    assert register.addressee_by_serial(SANJO, "0a1b") == "3040001"
    assert register.addressee_by_four(SANJO, FOUR) == "3049001"
    assert register.residence(SANJO, "3040001", date(2026, 1, 1)) == NIIGATA
    assert household.as_of == date(2026, 11, 5)  # the day in Japan
    assert household.members[0].moved_from.municipality == NIIGATA
    assert json.loads(Outside.asked[2][1])["sex"] == "male"


@pytest.mark.parametrize("status", [404, 409])
def test_nobody_or_more_than_one_is_none(outside, status):
    Outside.replies = {f"/{SANJO}/by-four-attributes": (status, {})}

    assert RegisterHttp(outside).addressee_by_four(SANJO, FOUR) is None


def test_a_register_in_trouble_is_never_nobody(outside):
    Outside.replies = {f"/{SANJO}/by-serial": (500, {})}

    with pytest.raises(Unavailable):
        RegisterHttp(outside).addressee_by_serial(SANJO, "0a1b")
    with pytest.raises(Unavailable):
        RegisterHttp("http://127.0.0.1:9").addressee_by_serial(SANJO, "0a1b")


class Core:
    def __init__(self, answer=None, error=None):
        self.calls, self._answer, self._error = [], answer or {}, error

    def _call(self, method, path, body=None):
        self.calls.append((method, path, body))
        if self._error:
            raise self._error
        return self._answer

    def get(self, path):
        return self._call("GET", path)

    def post(self, path, body):
        return self._call("POST", path, body)

    def put(self, path, body):
        return self._call("PUT", path, body)


@pytest.fixture
def town():
    town = Town()
    town.deliver()
    town.examine()
    return town


@pytest.fixture
def inquiry(town):
    return town.case.inquiries[0]


def test_an_inquiry_is_asked_under_its_request_id_with_the_providers_hint(town, inquiry):
    core = Core({"status": "accepted", "processing_number": "pn9", "provider": NIIGATA})

    asked = CoreHttp(core).ask(town.case, inquiry)

    method, path, body = core.calls[0]
    assert (method, path) == ("POST", "/municipal/inquiries")
    assert body["request_id"] == inquiry.request_id
    assert body["provider_hint"]["municipality_on"] == {"2026-01-01": NIIGATA}
    assert (body["asker"], body["case"], body["applied_on"]) == (SANJO, RECEIPT, "2026-11-04")
    assert body["disclosure"] == "open"
    assert (asked.status, asked.processing_number) == (InquiryStatus.ACCEPTED, "pn9")


@pytest.mark.parametrize("status", ["internal", "officer", "refused", "waiting"])
def test_every_answer_of_the_core_is_a_value(town, inquiry, status):
    core = Core({"status": status, "gate": "permission" if status == "refused" else None})

    assert CoreHttp(core).ask(town.case, inquiry).status == status


def test_a_person_not_paired_yet_is_worth_another_try(town, inquiry):
    refused = Unprocessable()
    refused.params = {"neighbour_type": "not-paired"}

    with pytest.raises(Unavailable):
        CoreHttp(Core(error=refused)).ask(town.case, inquiry)
    with pytest.raises(Unprocessable):
        CoreHttp(Core(error=Unprocessable())).ask(town.case, inquiry)


def test_a_result_comes_with_its_layout_and_its_times(inquiry):
    result = {"item": "local-tax.income", "layout": "R8-07", "as_of": "2026-06-01T00:00:00Z", "value": {"filed": True}}
    core = Core(
        {
            "status": "answered",
            "processing_number": "pn9",
            "provider": NIIGATA,
            "provider_name": {"ja": "新潟市", "en": "Niigata City"},
            "asked_at": "2026-11-04T15:00:00Z",
            "answered_at": "2026-11-04T15:00:05Z",
            "result": result,
        }
    )

    found = CoreHttp(core).result(SANJO, inquiry)

    assert found.is_fetched
    assert found.result.value == {"filed": True}
    assert found.provider_name["ja"] == "新潟市"
    assert (found.answered_at - found.asked_at).seconds == 5


def test_what_a_town_sends_is_passed_on_in_its_own_name():
    core = Core()
    passed = CoreHttp(core)

    passed.pair(SANJO, "3040001", "c2VhbGVk")
    passed.copy(SANJO, "3040001", "local-tax.income", {"layout": "l", "as_of": "d", "value": {}})
    passed.represent(SANJO, {"representative": "1", "represented": "2", "kind": "parent", "from": "2026-10-22"})
    passed.report({"entry_id": "e"})
    passed.acknowledge(SANJO, "pn/1")

    assert [(method, path) for method, path, _ in core.calls] == [
        ("PUT", "/municipal/pairings"),
        ("PUT", "/municipal/copies"),
        ("PUT", "/municipal/representations"),
        ("POST", "/municipal/entries"),
        ("POST", f"/municipal/inquiries/{SANJO}/pn%2F1/acknowledge"),
    ]
    assert [body.get("institution") or body.get("provider") for _, _, body in core.calls[:3]] == [SANJO] * 3


def token_of(**claims):
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"header.{payload}.signature"


@pytest.fixture
def cognito(aws):
    return boto3.client("cognito-idp")


SESSION = "s" * 30
STEPS = {"totp": "SOFTWARE_TOKEN_MFA", "new-password": "NEW_PASSWORD_REQUIRED"}


def pool_of(client):
    return StaffPool(client, client, "ap-northeast-1_pool", "client")


def test_a_right_code_gives_the_officers_own_claims(cognito):
    token = token_of(**{"cognito:username": "u", "custom:municipality": SANJO})
    answer = {"AuthenticationResult": {"IdToken": token, "ExpiresIn": 3600}}
    asked = {
        "UserPoolId": "ap-northeast-1_pool",
        "ClientId": "client",
        "ChallengeName": "SOFTWARE_TOKEN_MFA",
        "Session": SESSION,
        "ChallengeResponses": {"USERNAME": "u", "SOFTWARE_TOKEN_MFA_CODE": "123456"},
    }
    with Stubber(cognito) as stub:
        stub.add_response("admin_respond_to_auth_challenge", answer, asked)
        found = pool_of(cognito).code("u", SESSION, "123456")

    assert (found.username, found.municipality, found.id_token) == ("u", SANJO, token)


@pytest.mark.parametrize("code", ["NotAuthorizedException", "UserNotFoundException"])
def test_a_wrong_password_and_nobody_look_alike(cognito, code):
    with Stubber(cognito) as stub:
        stub.add_client_error("admin_initiate_auth", code)
        assert pool_of(cognito).begin("u", "p") is None


@pytest.mark.parametrize("kind", STEPS)
def test_what_the_pool_asks_for_next_is_a_step(cognito, kind):
    with Stubber(cognito) as stub:
        stub.add_response("admin_initiate_auth", {"ChallengeName": STEPS[kind], "Session": SESSION})
        step = pool_of(cognito).begin("u", "p")

    assert (step.kind, step.session) == (kind, SESSION)


@pytest.mark.parametrize("challenge", ["SMS_MFA", "SELECT_MFA_TYPE", "DEVICE_SRP_AUTH"])
def test_a_factor_that_we_do_not_know_is_a_refusal(cognito, challenge):
    with Stubber(cognito) as stub:
        stub.add_response("admin_initiate_auth", {"ChallengeName": challenge, "Session": SESSION})
        assert pool_of(cognito).begin("u", "p") is None


def test_an_authenticator_is_made_in_the_same_log_in(cognito):
    with Stubber(cognito) as stub:
        stub.add_response("admin_initiate_auth", {"ChallengeName": "MFA_SETUP", "Session": SESSION})
        made = {"SecretCode": "A" * 32, "Session": "t" * 30}
        stub.add_response("associate_software_token", made, {"Session": SESSION})
        step = pool_of(cognito).begin("u", "p")

    assert (step.kind, step.session, step.secret) == ("enrol", "t" * 30, "A" * 32)


@pytest.mark.parametrize("error", ["CodeMismatchException", "ExpiredCodeException"])
def test_a_wrong_code_is_none_and_an_ended_log_in_says_so(cognito, error):
    with Stubber(cognito) as stub:
        stub.add_client_error("admin_respond_to_auth_challenge", error)
        stub.add_client_error("verify_software_token", "EnableSoftwareTokenMFAException")
        stub.add_client_error("admin_respond_to_auth_challenge", "NotAuthorizedException")
        assert pool_of(cognito).code("u", SESSION, "123456") is None
        assert pool_of(cognito).enrol("u", SESSION, "123456") is None
        with pytest.raises(LoginExpired):
            pool_of(cognito).code("u", SESSION, "123456")


def test_a_busy_pool_is_worth_another_try(cognito):
    with Stubber(cognito) as stub:
        stub.add_client_error("admin_initiate_auth", "TooManyRequestsException")
        stub.add_client_error("admin_respond_to_auth_challenge", "TooManyRequestsException")
        stub.add_client_error("admin_disable_user", "TooManyRequestsException")
        with pytest.raises(Unavailable):
            pool_of(cognito).begin("u", "p")
        with pytest.raises(Unavailable):
            pool_of(cognito).code("u", SESSION, "123456")
        with pytest.raises(Unavailable):
            OfficersPool(cognito, "ap-northeast-1_pool").disable("u")


@pytest.mark.parametrize(
    ("town", "status", "invited"),
    [(SANJO, "FORCE_CHANGE_PASSWORD", True), (NIIGATA, "FORCE_CHANGE_PASSWORD", False), (SANJO, "CONFIRMED", False)],
)
def test_a_name_that_is_there_is_invited_again_only_by_its_own_town_and_before_its_first_log_in(
    cognito, town, status, invited
):
    known = {"Username": "u", "UserStatus": status}
    known["UserAttributes"] = [{"Name": "custom:municipality", "Value": town}]
    with Stubber(cognito) as stub:
        stub.add_client_error("admin_create_user", "UsernameExistsException")
        stub.add_response("admin_get_user", known)
        if invited:
            stub.add_response("admin_set_user_password", {})
        found = OfficersPool(cognito, "ap-northeast-1_pool").invite("u", SANJO)

    assert bool(found) is invited


def test_first_passwords_differ_and_have_a_sign_of_each_kind():
    drawn = {first_password() for _ in range(200)}

    assert len(drawn) == 200
    for password in drawn:
        kinds = [str.isupper, str.islower, str.isdigit]
        assert all(any(kind(sign) for sign in password) for kind in kinds)
        assert (len(password) >= 20, "-" in password) == (True, True)


def test_a_machine_token_from_the_pool_itself(cognito):
    answer = {"ClientAuthenticationResult": {"AccessToken": "t", "ExpiresIn": 3600, "TokenType": "Bearer"}}
    secret = "s" * 24
    asked = {"ClientId": "c", "Secret": secret, "Scopes": ["municipal/applications.read"]}
    with Stubber(cognito) as stub:
        stub.add_response("get_client_token", answer, asked)
        found = CognitoTokens(cognito).token("c", secret, ("municipal/applications.read",))
        stub.add_client_error("get_client_token", "NotAuthorizedException")
        refused = CognitoTokens(cognito).token("c", "w" * 24, ())

    assert found == {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
    assert (refused, CognitoTokens(cognito).token("c", "short", ())) == (None, None)


def test_a_machine_token_from_an_endpoint(outside):
    answer = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer", "more": 1}
    Outside.replies = {"/oauth2/token": (200, answer)}
    tokens = TokenEndpoint(f"{outside}/oauth2/token")

    found = tokens.token("c", "s", ("municipal/applications.read",))

    _path, body, authorization = Outside.asked[0]
    assert found == {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
    assert parse_qs(body) == {"grant_type": ["client_credentials"], "scope": ["municipal/applications.read"]}
    assert base64.b64decode(authorization.split()[1]) == b"c:s"
    Outside.replies = {"/oauth2/token": (400, {"error": "invalid_client"})}
    assert tokens.token("c", "wrong", ()) is None
    Outside.replies = {"/oauth2/token": (503, {})}
    with pytest.raises(Unavailable):
        tokens.token("c", "s", ())


def test_a_link_is_signed_with_the_signature_that_binds_its_end(aws):
    link = InboxBucket(boto3.client("s3", config=Config(signature_version="s3v4")), "inbox").download(
        "152048/A/1/p.zip", 60
    )

    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in link
    assert "X-Amz-Expires=60" in link


def test_a_console_file_is_read_and_a_missing_one_is_not_found(aws):
    client = boto3.client("s3")
    client.create_bucket(Bucket="console", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
    client.put_object(Bucket="console", Key="index.html", Body=b"page")

    assert ConsoleBucket(client, "console").read("index.html") == b"page"
    with pytest.raises(NotFound):
        ConsoleBucket(client, "console").read("absent.js")
