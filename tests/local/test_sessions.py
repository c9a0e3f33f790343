"""Sessions and the edge on the deployed stage: the address behind CloudFront is closed, its secret rotates under load,
her other devices end, her card answers again, and neither the next person nor another site's page gets anything."""

import contextlib
import json
import threading
import time
import uuid
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from playwright.sync_api import expect

from madoguchi.identity.sessions_table import SessionsTable
from madoguchi.kernel import clock
from madoguchi.origin import HEADER, KEPT
from sandbox.demo.clients import Http, Refused
from sandbox.demo.screen import Portal, chromium
from sandbox.localcloud import deployment

pytestmark = [pytest.mark.browser, pytest.mark.local]

CARD, PIN, CARD_ID = "髙野誠さんのカード", "5678", "makoto"
NEXT_CARD, NEXT_PIN = "田中いずみさんのカード", "2468"
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")


def slug(answer):
    return answer.json()["type"].rsplit("/", 1)[-1]


@pytest.fixture(scope="module")
def made(stage):
    return deployment.outputs(stage)


@pytest.fixture(scope="module")
def directly(endpoints):
    """A request to the API's own address, past CloudFront."""

    def ask(method, path, **headers):
        return requests.request(method, endpoints.data["portal_api"] + path, headers=headers, timeout=30)

    return ask


class Edge:
    """The distribution and the secret, as their operator reads them."""

    def __init__(self, stage, made):
        self.secrets, self.cloudfront = (deployment.client(stage, each) for each in ("secretsmanager", "cloudfront"))
        self.functions = deployment.client(stage, "lambda")
        described = self.functions.get_function_configuration(FunctionName="madoguchi-local-identity-rotate-origin")
        self.name, self.arn = described["FunctionName"], described["Environment"]["Variables"]["ORIGIN_SECRET"]
        self.distribution = described["Environment"]["Variables"]["DISTRIBUTION"]

    def sent(self):
        config = self.cloudfront.get_distribution_config(Id=self.distribution)["DistributionConfig"]
        headers = [h for origin in config["Origins"]["Items"] for h in origin.get("CustomHeaders", {}).get("Items", [])]
        (value,) = [header["HeaderValue"] for header in headers if header["HeaderName"].lower() == HEADER.lower()]
        return value

    def step(self, step, token):
        event = {"SecretId": self.arn, "ClientRequestToken": token, "Step": step}
        told = self.functions.invoke(FunctionName=self.name, Payload=json.dumps(event).encode())
        assert "FunctionError" not in told, told["Payload"].read()

    def give_up(self):
        """A rotation that was broken off leaves its label; the emulator, unlike AWS, lets a second version bear it."""
        versions = self.secrets.describe_secret(SecretId=self.arn)["VersionIdsToStages"]
        for version, stages in versions.items():
            if "AWSPENDING" in stages:
                self.secrets.update_secret_version_stage(
                    SecretId=self.arn, VersionStage="AWSPENDING", RemoveFromVersionId=version
                )

    def current(self):
        return self.secrets.get_secret_value(SecretId=self.arn)["SecretString"]


@pytest.fixture(scope="module")
def edge(stage, made):
    return Edge(stage, made)


@pytest.fixture(scope="module")
def rotated(edge, endpoints):
    """One rotation while the portal is asked all the time: the value before, when it ended, and every answer."""
    edge.give_up()
    before, answers, over = edge.sent(), [], threading.Event()

    def keep_asking():
        while not over.is_set():
            try:
                Http(endpoints.data["portal"]).call("POST", "/api/session", {})
            except Refused as refused:
                answers.append(refused.status)

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        token = str(uuid.uuid4())
        for step in STEPS:
            edge.step(step, token)
            time.sleep(0.3)
    finally:
        over.set()
        asking.join()
    return before, time.monotonic(), answers


@pytest.mark.parametrize("headers", [{}, {HEADER: "x" * 64}], ids=["without", "guessed"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/login"),
        ("POST", "/api/session"),
        ("GET", "/api/municipalities"),
        ("GET", "/api/procedures?municipality=152048"),
    ],
)
def test_the_apis_own_address_is_closed(directly, method, path, headers):
    answer = directly(method, path, **headers)

    assert (answer.status_code, slug(answer)) == (403, "not-through-the-edge")


def test_a_good_token_does_not_open_it_either(directly, endpoints):
    hers = endpoints.citizen(CARD_ID).login()

    for path in ("/api/me", "/api/applications", "/api/notices", "/api/records", "/api/sessions"):
        answer = directly("GET", path, Authorization=hers.http.token)
        assert (answer.status_code, slug(answer)) == (403, "not-through-the-edge")
    assert hers.http.call("GET", "/api/me")["account_id"] == hers.account_id


def test_a_visitor_cannot_set_the_header_that_cloudfront_sets(endpoints):
    through = Http(endpoints.data["portal"]).call(
        "GET", "/api/municipalities?q=%E4%B8%89%E6%9D%A1", **{HEADER: "x" * 64}
    )

    assert through["items"]


def test_its_secret_is_rotated_and_nobody_is_refused_meanwhile(rotated, edge):
    before, _, answers = rotated

    assert len(answers) > 5
    assert set(answers) == {401}  # a door's own answer to a request without a session
    assert edge.sent() == edge.current() != before


def test_a_session_can_be_ended_from_another_device(endpoints):
    here, there = endpoints.citizen(CARD_ID).login(), endpoints.citizen(CARD_ID).login()
    sessions = here.http.call("GET", "/api/sessions")["items"]
    (other,) = [s for s in there.http.call("GET", "/api/sessions")["items"] if s["this"]]

    assert other["session_id"] in {session["session_id"] for session in sessions if not session["this"]}
    here.http.call("DELETE", f"/api/sessions/{other['session_id']}")
    there.http.renew = None
    with pytest.raises(Refused) as refused:
        there.http.call("GET", "/api/me")
    assert (refused.value.status, refused.value.slug) == (401, "session-ended")


def test_everywhere_ends_them_all(endpoints):
    every = [endpoints.citizen(CARD_ID).login() for _ in range(3)]

    every[0].http.call("DELETE", "/api/sessions")

    for one in every:
        one.http.renew = None
        with pytest.raises(Refused) as refused:
            one.http.call("GET", "/api/applications")
        assert refused.value.slug == "session-ended"


# In a real browser


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def portal(browser, endpoints):
    opened = Portal(browser, endpoints.data["portal"])
    yield opened
    opened.close()


def log_in(portal, path="/settings", card=CARD, pin=PIN):
    portal.go(path)
    portal.card(card, pin, "ログインする")
    expect(portal.page.get_by_role("button", name="ログアウト").first).to_be_visible()


@pytest.fixture
def six_minutes_pass(stage, made, endpoints):
    """For her sessions: each row's last answer of the card is set back, as nobody moves technical time."""

    def go_on(card_id=CARD_ID):
        account_id = endpoints.citizen(card_id).login().account_id
        client, table = deployment.client(stage, "dynamodb"), made["IdentityTable"]
        sessions = SessionsTable(client, table)
        for session in sessions.of(account_id):
            sessions.confirm(account_id, session.session_id, clock.wall() - timedelta(minutes=6))

    return go_on


def test_a_change_of_her_address_asks_for_the_card_and_loses_no_letter(portal, six_minutes_pass):
    log_in(portal)
    address = f"makoto-{uuid.uuid4().hex[:8]}@mail.example"
    portal.write("メールアドレス", address)
    six_minutes_pass()
    portal.press("保存する")
    portal.sees("もう一度、カードで本人確認をしてください")
    expect(portal.page.get_by_label("メールアドレス")).to_have_value(address)
    portal.judge()

    portal.card(CARD, PIN, "本人確認をして続ける")

    portal.sees("保存しました。")
    portal.page.reload()
    expect(portal.page.get_by_label("メールアドレス")).to_have_value(address)
    said = [each for each in portal.complaints if "403" not in each]
    assert said == []


def test_another_persons_card_does_not_confirm_for_her(portal, six_minutes_pass):
    log_in(portal)
    portal.write("メールアドレス", "stranger@mail.example")
    six_minutes_pass()
    portal.press("保存する")

    portal.card(NEXT_CARD, NEXT_PIN, "本人確認をして続ける")

    portal.sees("ログインした方とは別の方のカードです")
    expect(portal.page.get_by_label("メールアドレス")).to_have_value("stranger@mail.example")


def test_her_settings_show_her_devices_and_end_the_others(portal, endpoints):
    elsewhere = endpoints.citizen(CARD_ID).login()
    log_in(portal)
    portal.heading("ログイン中の端末")
    portal.sees("この端末")
    portal.judge()

    portal.press("ほかの端末をすべてログアウトさせる")

    expect(portal.page.get_by_role("button", name="この端末をログアウトさせる")).to_have_count(0)
    elsewhere.http.renew = None
    with pytest.raises(Refused):
        elsewhere.http.call("GET", "/api/me")
    assert portal.complaints == []


def everything_of(portal):
    """What a curious next person can reach: storages, databases, caches, workers, the page itself."""
    return portal.page.evaluate(
        """async () => JSON.stringify({
            session: {...sessionStorage}, local: {...localStorage},
            databases: (await indexedDB.databases()).map(({name}) => name),
            caches: 'caches' in self ? await caches.keys() : [],
            workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
            text: document.body.innerText, fields: [...document.querySelectorAll('input,textarea')].map((f) => f.value),
        })"""
    )


TYPED = "typed-and-not-saved@mail.example"


@pytest.fixture
def hers(endpoints):
    """What would tell the next person of her: her account, what it holds, what she typed."""
    citizen, address = endpoints.citizen(CARD_ID).login(), f"hers-{uuid.uuid4().hex[:8]}@mail.example"
    citizen.http.call("PATCH", "/api/me", {"email": address})
    return (citizen.account_id, address, TYPED)


def test_within_a_second_the_next_person_sees_nothing_of_the_one_before(portal, hers):
    portal.go("/")
    log_in(portal, "/settings")
    expect(portal.page.get_by_label("メールアドレス")).to_have_value(hers[1])
    second = portal.context.new_page()
    second.goto(portal.home + "/applications")
    expect(second.get_by_role("button", name="ログアウト").first).to_be_visible()
    portal.go("/records")
    portal.go("/settings")
    portal.write("メールアドレス", TYPED)

    portal.log_out()
    began = time.monotonic()
    seen = [everything_of(portal)]
    assert time.monotonic() - began < 1
    for _ in range(2):
        portal.page.go_back()
        portal.page.wait_for_timeout(500)
        seen.append(everything_of(portal))

    assert [word for word in hers for page in seen if word in page] == []
    assert all(json.loads(page)["databases"] == json.loads(page)["caches"] == [] for page in seen)
    assert all(json.loads(page)["workers"] == 0 for page in seen)
    expect(second.get_by_role("button", name="ログアウト")).to_have_count(0)
    assert [cookie for cookie in portal.context.cookies() if cookie["value"]] == []

    log_in(portal, "/settings", NEXT_CARD, NEXT_PIN)
    assert [word for word in hers if word in everything_of(portal)] == []


def test_whoever_only_closed_the_tab_is_logged_out_for_the_next_person(portal, hers):
    log_in(portal, "/settings")
    expect(portal.page.get_by_label("メールアドレス")).to_have_value(hers[1])
    (cookie,) = [c for c in portal.context.cookies() if c["name"] == "__Host-refresh"]
    assert cookie["expires"] == -1  # gone with the browser
    portal.page.close()

    portal.page = portal.context.new_page()
    portal.go("/settings")

    portal.heading("ログイン")
    assert [word for word in hers if word in everything_of(portal)] == []
    for _ in range(20):  # the page has said good-bye for her; the answer takes its time
        if not [cookie for cookie in portal.context.cookies() if cookie["value"]]:
            break
        portal.page.wait_for_timeout(500)
    assert [cookie for cookie in portal.context.cookies() if cookie["value"]] == []


def test_a_second_tab_of_the_same_visit_needs_no_card(portal):
    log_in(portal, "/settings")

    second = portal.context.new_page()
    second.goto(portal.home + "/applications")

    expect(second.get_by_role("heading", name="申請", exact=False).first).to_be_visible()
    expect(second.get_by_role("button", name="ログアウト").first).to_be_visible()


def test_a_page_left_alone_warns_then_logs_out(portal, hers):
    portal.page.clock.install()
    log_in(portal, "/settings")
    portal.page.clock.fast_forward("13:30")
    portal.sees("操作がないため、まもなくログアウトします")
    portal.judge()
    portal.press("続けて使う")
    expect(portal.page.get_by_role("alertdialog")).to_have_count(0)

    portal.page.clock.fast_forward("15:30")

    portal.sees("しばらく操作がなかったため、ログアウトしました")
    assert [word for word in hers if word in everything_of(portal)] == []


# Another site's page


class Stranger(BaseHTTPRequestHandler):
    page = ""

    def do_GET(self):
        body = Stranger.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def strangers_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def lure(portal, site, page):
    """Another tab of her browser, on a stranger's page."""
    Stranger.page = f"<!doctype html><title>stranger</title>{page}"
    tab = portal.context.new_page()
    tab.goto(site)
    return tab


def still_in(portal):
    return portal.page.evaluate("fetch('/api/session', {method: 'POST'}).then((answer) => answer.status)") == 200


FORM = """<form id=f method=post enctype="{kind}" action="{home}{path}"><input name='{{"email":"' value='"}}'></form>
<script>document.getElementById('f').submit()</script>"""


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
@pytest.mark.parametrize("path", ["/api/session", "/api/login/answer", "/api/session/confirmation/answer"])
def test_no_form_of_another_site_does_anything_in_her_name(portal, strangers_site, kind, path):
    log_in(portal)
    answers = []

    tab = lure(portal, strangers_site, "")
    tab.on("response", lambda answer: answers.append(answer) if path in answer.url else None)
    Stranger.page = FORM.format(kind=kind, home=portal.home, path=path)
    tab.reload()
    tab.wait_for_url(f"**{path}")

    (answer,) = answers
    assert answer.status in (401, 403, 415)
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert still_in(portal)


FETCHES = """<script>window.done = Promise.allSettled([
  ['POST', '/api/session'], ['DELETE', '/api/session'], ['DELETE', '/api/sessions'], ['PATCH', '/api/me'], ['GET', '/api/me'],
].flatMap(([method, path]) => ['cors', 'no-cors'].map((mode) =>
  fetch(HOME + path, {method, mode, credentials: 'include', ...(method === 'GET' ? {} : {body: '{"email":""}'})})
    .then((answer) => answer.type === 'opaque' ? 'opaque' : answer.text())))).then((all) => all.map((one) => one.value ?? 'refused'))
</script>"""


def test_no_script_of_another_site_reads_or_ends_anything(portal, strangers_site):
    log_in(portal)

    tab = lure(portal, strangers_site, FETCHES.replace("HOME", json.dumps(portal.home)))

    assert set(tab.evaluate("window.done")) <= {"refused", "opaque"}
    assert still_in(portal)


def test_no_page_of_another_site_frames_the_portal(portal, strangers_site):
    log_in(portal)

    tab = lure(portal, strangers_site, f'<iframe src="{portal.home}/settings" width=800 height=600></iframe>')
    tab.wait_for_timeout(1_500)

    (frame,) = [each for each in tab.frames if each is not tab.main_frame]
    assert "cloudfront.localhost" not in frame.url or frame.locator("body").inner_text() == ""
    assert frame.get_by_text("設定").count() == 0


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<img src=x onerror=\"window.ran = 1\">'",
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
        "const s = document.createElement('script'); s.src = 'data:text/javascript,window.ran=1'; document.body.append(s)",
        "document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click()",
        "eval('window.ran = 1')",
        "new Function('window.ran = 1')()",
        "document.write('<script>window.ran = 1</script>')",
        "setTimeout('window.ran = 1', 0)",
        "location.href = 'javascript:window.ran = 1'",
        "import('data:text/javascript,window.ran=1')",
    ],
    ids=[
        "markup",
        "inline script",
        "script by address",
        "handler",
        "eval",
        "function",
        "write",
        "timer",
        "link",
        "import",
    ],
)
def test_what_is_slipped_into_a_page_does_not_run(portal, attempt):
    portal.go("/")
    portal.heading("手続をさがす")

    with contextlib.suppress(Exception):
        # By the page's own clock: what the test's tool runs itself stands above any policy.
        portal.page.evaluate(f"() => {{ setTimeout(() => {{ {attempt} }}, 0) }}")
    portal.page.wait_for_timeout(300)

    assert portal.page.evaluate("window.ran ?? null") is None


def test_the_pages_and_the_api_answer_with_every_security_header(endpoints):
    site, host = endpoints.data["aws"], endpoints.data["portal"].removeprefix("http://")
    page = requests.get(f"{site}/", headers={"Host": host}, timeout=30).headers
    api = requests.get(f"{site}/api/municipalities", headers={"Host": host}, timeout=30).headers

    assert page["X-Content-Type-Options"] == api["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == api["Referrer-Policy"] == "no-referrer"
    assert page["Cross-Origin-Resource-Policy"] == api["Cross-Origin-Resource-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["X-Frame-Options"] == "DENY"
    assert "max-age=31536000" in page["Strict-Transport-Security"]
    assert "camera=()" in page["Permissions-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in api["Content-Security-Policy"]
    assert api["Cache-Control"] == "no-store"


def test_what_cloudfront_sent_before_the_rotation_is_refused_once_every_door_has_forgotten_it(rotated, directly):
    """Last in this file: a warm door remembers for three minutes."""
    before, ended, _ = rotated
    patience = KEPT.total_seconds() + 15 - (time.monotonic() - ended)

    for _ in range(max(1, int(patience / 5))):
        answer = directly("POST", "/api/session", **{HEADER: before})
        if answer.status_code == 403:
            break
        time.sleep(5)

    assert (answer.status_code, slug(answer)) == (403, "not-through-the-edge")
