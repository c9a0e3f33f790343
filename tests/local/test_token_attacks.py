"""Every closed route, attacked with every token that is not the one it asks for: each is refused, and none is a crash."""

import base64
import hashlib
import hmac
import json

import hypothesis
import pytest
import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from schemathesis.generation import GenerationMode

from madoguchi.kernel import ids
from sandbox.demo.clients import CoreSystem, Http, Refused
from sandbox.localcloud import deployment
from sandbox.localcloud.settings import REGION
from tests.support.doors import DOCUMENTS, Doors, few_calls

ANOTHER_TOWN = "152021"
A_FEW_CALLS = few_calls(10)


@pytest.fixture(scope="module")
def doors(stage, endpoints):
    return Doors(stage, endpoints)


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def opened(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def forged(token):
    """A good token, made into tokens that its pool never gave."""
    header, payload, signature = token.split(".")
    known, claims = opened(header), opened(payload)
    other = {**claims, "cognito:username": ids.new_id(), "custom:municipality": ANOTHER_TOWN, "exp": claims["exp"] + 1}
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signed = f"{header}.{part(other)}"
    by_me = key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    symmetric = f"{part({**known, 'alg': 'HS256'})}.{payload}"
    by_secret = hmac.new(public, symmetric.encode(), hashlib.sha256).digest()
    b64 = lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")  # noqa: E731
    return {
        "no algorithm": f"{part({**known, 'alg': 'none'})}.{payload}.",
        "no algorithm, other claims": f"{part({**known, 'alg': 'None'})}.{part(other)}.",
        "tampered payload": f"{header}.{part(other)}.{signature}",
        "lives longer": f"{header}.{part({**claims, 'exp': claims['exp'] + 86_400})}.{signature}",
        "another key": f"{signed}.{b64(by_me)}",
        "a key of its own header": f"{part({**known, 'jwk': {'kty': 'RSA'}, 'jku': 'http://localhost/'})}.{payload}.{signature}",
        "symmetric": f"{symmetric}.{b64(by_secret)}",
        "no signature": f"{header}.{payload}.",
        "cut": token[:-20],
        "unknown key id": f"{part({**known, 'kid': 'none-of-yours'})}.{payload}.{signature}",
    }


NOBODYS = {
    "none": None,
    "empty": "",
    "garbage": "garbage",
    "three words": "a.b.c",
    "very long": "a." * 3000,
    "another scheme": "Basic dXNlcjpwYXNzd29yZA==",
}


def of_others(doors, kind):
    """Tokens that are good, at another door."""
    foreign = {name: doors.token(name) for name in ("citizen", "staff", "machine") if name != kind}
    if kind == "citizen":
        foreign["her own access token"] = access_token(doors)
    return foreign


def cookie(http):
    """The refresh cookie as the browser keeps it."""
    return next(each.value for each in http.session.cookies if each.name.startswith("__Host-"))


def access_token(doors):
    """Of the same citizen, the same login and the same pool: whoever holds her refresh token can ask the pool for it."""
    her = doors.endpoints.citizen(doors.citizen).login()
    pool = deployment.client(doors.stage, "cognito-idp")
    identity = doors.endpoints.data["outputs"]["CitizenPool"]
    client = pool.list_user_pool_clients(UserPoolId=identity, MaxResults=10)["UserPoolClients"][0]["ClientId"]
    asked = {"REFRESH_TOKEN": cookie(her.http).split(".", 2)[2]}
    told = pool.initiate_auth(AuthFlow="REFRESH_TOKEN_AUTH", ClientId=client, AuthParameters=asked)
    return told["AuthenticationResult"]["AccessToken"]


@pytest.fixture(scope="module")
def attacks(doors):
    kinds = ("citizen", "staff", "machine")
    return {kind: {**NOBODYS, **forged(doors.token(kind)), **of_others(doors, kind)} for kind in kinds}


def attempts(path, doors, *kinds):
    """(route, one well-formed call of it) of every route of a document that asks for such a key."""
    routes = {(each.method, each.path): each for each in doors.routes(path) if each.kind in kinds}
    for offered in schemathesis.openapi.from_path(path).get_all_operations():
        operation = offered.ok()
        route = routes.get((operation.method.upper(), operation.path))
        if route:
            yield route, well_formed(doors, route, operation)


def well_formed(doors, route, operation):
    """A call that the right key brings past the reading of it, so that nothing but the key can be its fault."""
    made = []

    @A_FEW_CALLS
    @hypothesis.given(case=operation.as_strategy(GenerationMode.POSITIVE))
    def take(case):
        made.append(case)

    take()
    return next((case for case in made if send(doors, route, case, doors.key_of(route)).status_code != 400), made[-1])


def send(doors, route, case, key):
    sent = {"json": case.body} if "requestBody" in route.operation else {}
    headers = {name: "1" if name == "If-Match" else ids.new_id() for name in route.headers}
    path = route.path.format(**(case.path_parameters or {}))
    return doors.call(route, path, key, params=case.query or {}, headers=headers, **sent)


def refused(answer):
    """A problem in the house's words, without a word of data."""
    slug = answer.json()["type"].rsplit("/", 1)[-1]
    return answer.status_code in (401, 403) and slug in ("unauthenticated", "not-allowed", "session-ended")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_route_refuses_every_token_but_its_own(document, doors, attacks):
    let_in = [
        f"{route.name} with {name}: {answer.status_code} {answer.text[:200]}"
        for route, case in attempts(document, doors, "citizen", "staff", "machine")
        for name, token in attacks[route.kind].items()
        if not refused(
            answer := send(doors, route, case, {"headers": {} if token is None else {"Authorization": token}})
        )
    ]

    assert let_in == []


@pytest.mark.parametrize("kind", ["citizen", "staff", "machine"])
def test_the_right_token_is_let_in(doors, kind):
    """The attacks above fail for their tokens, not for their calls: the same calls get past the gate with the right one."""
    answers = [
        send(doors, route, case, doors.key_of(route)).status_code
        for path in DOCUMENTS
        for route, case in attempts(path, doors, kind)
        if route.method == "GET"
    ]

    assert answers
    assert [status for status in answers if status in (401, 403)] == []


def test_a_scope_opens_its_own_routes_and_no_other(doors, stage, endpoints):
    pool, identity = deployment.client(stage, "cognito-idp"), endpoints.data["outputs"]["StaffPool"]
    routes = [found for path in DOCUMENTS for found in attempts(path, doors, "machine")]
    scopes = {scope for route, _ in routes for scope in doors.scopes(route)}
    let_in = []
    for scope in sorted(scopes):
        token = single_scope(pool, identity, endpoints, scope)
        others = [(route, case) for route, case in routes if scope not in doors.scopes(route)]
        answers = [(route, send(doors, route, case, {"headers": {"Authorization": token}})) for route, case in others]
        let_in += [
            f"{route.name} with {scope}: {answer.status_code}" for route, answer in answers if not refused(answer)
        ]

    assert len(scopes) > 1
    assert let_in == []


def single_scope(pool, identity, endpoints, scope):
    made = pool.create_user_pool_client(
        UserPoolId=identity,
        ClientName=scope.replace("/", "-"),
        GenerateSecret=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=[scope],
    )["UserPoolClient"]
    return CoreSystem(Http(endpoints.data["municipal_api"])).login(made["ClientId"], made["ClientSecret"]).http.token


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_token_is_worth_nothing_after_its_sign_out(document, doors, signed_out):
    """She logged out on a shared terminal; whoever kept her ID token has an hour of it left, and no use for it."""
    worth = [
        f"{route.name}: {answer.status_code}"
        for route, case in attempts(document, doors, "citizen")
        if not refused(answer := send(doors, route, case, {"headers": {"Authorization": signed_out}}))
    ]

    assert worth == []


@pytest.fixture(scope="module")
def signed_out(endpoints, doors):
    her = endpoints.citizen(doors.citizen).login()
    token = her.http.token
    her.http.call("DELETE", "/api/session", None, Cookie=f"__Host-refresh={cookie(her.http)}")
    return token


def renewed(endpoints, value):
    """The status of a renewal with this cookie."""
    try:
        Http(endpoints.data["portal"]).call("POST", "/api/session", None, Cookie=f"__Host-refresh={value}")
    except Refused as no:
        return no.status
    return 200


def test_a_stolen_cookie_renews_nothing_unless_it_is_whole_and_its_session_lives(endpoints, doors):
    one, other = (endpoints.citizen(doors.citizen).login() for _ in range(2))
    account, session, token = cookie(one.http).split(".", 2)
    _, session_of_other, token_of_other = cookie(other.http).split(".", 2)
    stranger = endpoints.citizen("makoto").login()
    tampered = {
        "nothing": "",
        "garbage": "garbage",
        "no token": f"{account}.{session}.",
        "a cut token": f"{account}.{session}.{token[:-8]}",
        "another session of hers": f"{account}.{session_of_other}.{token}",
        "the token of another session": f"{account}.{session}.{token_of_other}",
        "another's account": f"{stranger.account_id}.{session}.{token}",
        "another's session": f"{account}.{cookie(stranger.http).split('.', 2)[1]}.{token}",
        "too long": "a." * 4000,
        "not text": "\\x00\\xff",
    }

    assert {name: status for name, value in tampered.items() if (status := renewed(endpoints, value)) != 401} == {}
    assert renewed(endpoints, cookie(other.http)) == 200, "the other session still lives"


def test_after_a_sign_out_the_cookie_renews_nothing_here_or_at_the_pool(endpoints, doors, stage):
    her = endpoints.citizen(doors.citizen).login()
    kept = cookie(her.http)
    assert renewed(endpoints, kept) == 200
    her.http.call("DELETE", "/api/session", None, Cookie=f"__Host-refresh={kept}")

    assert renewed(endpoints, kept) == 401


def test_one_sign_out_ends_one_session(endpoints, doors):
    """Tampering with the session's name in the cookie signs nobody else out."""
    one, other = (endpoints.citizen(doors.citizen).login() for _ in range(2))
    account, _, token = cookie(one.http).split(".", 2)
    theirs = cookie(other.http).split(".", 2)[1]
    Http(endpoints.data["portal"]).call(
        "DELETE", "/api/session", None, Cookie=f"__Host-refresh={account}.{theirs}.{token}"
    )

    assert other.http.call("GET", "/api/me")["account_id"] == account


def test_an_answer_to_anothers_login_opens_nothing(endpoints, doors):
    """Two logins begun, the answers exchanged: neither nonce fits."""
    one, two = endpoints.citizen(doors.citizen), endpoints.citizen("makoto")
    asked = [each.http.call("POST", "/api/login", {"certificate": each_certificate(each)}) for each in (one, two)]
    key = one.card.unlock(one.authentication_pin)
    signature = base64.b64encode(key.sign(base64.b64decode(asked[0]["nonce"]))).decode()
    with pytest.raises(Refused) as no:
        one.http.call("POST", "/api/login/answer", {"login": asked[1]["login"], "signature": signature})

    assert no.value.status == 401


def each_certificate(citizen):
    return base64.b64encode(citizen.card.certificate("authentication")).decode()


def signature(doors, route, *, service="execute-api", path=""):
    """Headers of a call signed by somebody, for something."""
    asked = AWSRequest(method=route.method, url=doors.base(route) + (path or route.path))
    SigV4Auth(Credentials("AKIASOMEBODYELSES", "guessed"), service, REGION).add_auth(asked)
    return {"headers": dict(asked.headers.items())}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_signed_route_takes_no_token_and_no_strangers_signature(document, doors):
    let_in = []
    for route, case in attempts(document, doors, "signed"):
        keys = {
            "nothing": {"headers": {}},
            "a citizen's token": doors.key("citizen"),
            "an officer's token": doors.key("staff"),
            "a core system's token": doors.key("machine"),
            "a stranger's signature": signature(doors, route),
        }
        answers = {name: send(doors, route, case, key).status_code for name, key in keys.items()}
        let_in += [
            f"{route.name} with {name}: {status}" for name, status in answers.items() if status not in (401, 403)
        ]

    assert let_in == []
