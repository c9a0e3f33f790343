"""No route is born open: every one asks for a token or a signature, or stands on the list below with its reason."""

from tests.support.routes import routes

OPEN = {
    "POST /api/login": "she has no token yet: the card is the proof",
    "POST /api/login/answer": "the signed answer is the proof",
    "POST /api/session": "the refresh cookie is the proof",
    "DELETE /api/session": "logging out needs no more than the cookie",
    "GET /api/municipalities": "public catalogue",
    "GET /api/procedures": "public catalogue",
    "GET /api/procedures/{municipality}/{procedure_id}": "public catalogue",
    "POST /api/procedures/{municipality}/{procedure_id}/estimate": "public calculation on what the asker says",
    "POST /token": "a machine's client id and secret are the proof",
    "GET /console": "the console's pages, which hold nothing before an officer logs in",
    "GET /console/{proxy+}": "the console's pages, which hold nothing before an officer logs in",
    "POST /staff/session": "an officer's name and password are the proof",
    "POST /staff/session/answer": "the pool's session and the authenticator's code are the proof",
}


def test_every_route_is_closed_or_on_the_list(prod):
    born_open = [
        f"{api}: {route}"
        for api, route, method in routes(prod)
        if method.get("AuthorizationType", "NONE") == "NONE" and route not in OPEN
    ]

    assert list(routes(prod))
    assert born_open == []


def test_the_list_of_open_routes_has_no_closed_ones(prod):
    found = {route for _, route, method in routes(prod) if method.get("AuthorizationType", "NONE") == "NONE"}

    assert sorted(set(OPEN) - found) == []


def test_an_authorizer_stands_behind_every_token(prod):
    without = [
        f"{api}: {route}"
        for api, route, method in routes(prod)
        if method.get("AuthorizationType") in ("COGNITO_USER_POOLS", "CUSTOM") and "AuthorizerId" not in method
    ]

    assert without == []


BETWEEN_ZONES = {"MunicipalExchange", "CoreExchange", "Sealed"}


def test_zones_take_signed_calls_from_each_other_and_nothing_else(prod):
    between = [each for each in routes(prod) if each[0].split("/")[-1] in BETWEEN_ZONES]
    unsigned = [f"{api}: {route}" for api, route, method in between if method.get("AuthorizationType") != "AWS_IAM"]

    assert {api.split("/")[-1] for api, _, _ in between} == BETWEEN_ZONES
    assert unsigned == []


def test_the_citizens_door_takes_no_staff_token_and_the_towns_door_no_citizens(prod):
    pools = {
        f"{authorizer.stack}/{authorizer.id}": prod.text(authorizer.stack, authorizer.properties["ProviderARNs"])
        for authorizer in prod.of("AWS::ApiGateway::Authorizer")
    }
    used = {}
    for method in prod.of("AWS::ApiGateway::Method"):
        if "AuthorizerId" in method.properties:
            pool = pools[f"{method.stack}/{method.properties['AuthorizerId']['Ref']}"]
            used.setdefault(pool, set()).add(prod.text(method.stack, method.properties["RestApiId"]))

    assert used
    assert {pool: apis for pool, apis in used.items() if len(apis) > 1} == {}


def test_the_towns_api_is_private(prod):
    towns = [api for api in prod.of("AWS::ApiGateway::RestApi") if "/MunicipalApi/" in f"{api.path}/"]

    assert towns
    for api in towns:
        assert api.properties["EndpointConfiguration"]["Types"] == ["PRIVATE"]
        assert "aws:SourceVpce" in prod.text(api.stack, api.properties["Policy"])


def test_no_api_logs_what_it_carries(prod):
    """Neither execution logs (they hold bodies) nor data traces."""
    talkative = [
        str(stage)
        for stage in prod.of("AWS::ApiGateway::Stage")
        for setting in stage.properties.get("MethodSettings", [])
        if setting.get("DataTraceEnabled") or setting.get("LoggingLevel", "OFF") != "OFF"
    ]

    assert talkative == []


def test_no_process_logs_what_it_carries(prod):
    talkative = [
        str(machine)
        for machine in prod.of("AWS::StepFunctions::StateMachine")
        if machine.properties.get("LoggingConfiguration", {}).get("IncludeExecutionData", True)
    ]

    assert talkative == []
