"""What nobody may do to a stage or a door: each needs a synth of the broken copy, or a start of one handler."""

from dataclasses import dataclass

from tests.breakages.sources import PACKAGE, Breakage, instead, line
from tests.breakages.tree import Edit, Tree

INFRA, PORTAL = "tests/infra", "tests/infra/test_portal_doors.py"
GATE = "gate = http.portal_gate(origin.demand, wiring.living())"


@dataclass(frozen=True)
class Started:
    """One handler of the copy, started as Lambda would start it with production's variables; then a rail is asked."""

    name: str
    entry: str
    rail: tuple[str, str]
    edit: Edit
    says: str
    sampled: bool = False


def from_the_matrix(tree: Tree) -> None:
    """The fault matrix forgets a consumer."""
    tree.replace("tests/faults/targets/notices.py", '"notices/send_email"', '"notices/nobody"')


def widened(tree: Tree) -> None:
    """A door of notices may delete, which it never does."""
    updates = 'uses.updates(table, "NOTICES_TABLE"),'
    tree.replace("infra/capabilities/notices.py", updates, f'{updates} uses.deletes(table, "NOTICES_TABLE"),')


def narrowed(tree: Tree) -> None:
    """The sender loses the permission to write, and keeps the variable."""
    page, last = "infra/capabilities/notices.py", "self._sends_email(),"
    puts = 'uses.puts(table, "NOTICES_TABLE"),'
    before, sender = tree.read(page).split('entry="notices/send_email"')
    kept, rest = sender.split(last, 1)
    tree.replace(page, sender, f"{kept.replace(puts, '')}{last}{rest}")
    assert before in tree.read(page)


SYNTHED = [
    Breakage(
        "a portal door that anybody may reach past CloudFront",
        f"{PORTAL}::test_no_door_opens_to_what_did_not_come_through_cloudfront",
        instead("functions/notices/public_api.py", "context, gate=gate)", "context)"),
        "GET /api/notices",
    ),
    Breakage(
        "a citizen's route without a living session",
        f"{PORTAL}::test_every_citizens_route_asks_whether_her_session_still_lives",
        instead("functions/notices/public_api.py", GATE, "gate = http.portal_gate(origin.demand)"),
        "GET /api/notices",
    ),
    Breakage(
        "an officers' route that asks for no grant",
        f"{INFRA}/test_staff_doors.py::test_who_has_the_grant_may_and_who_has_none_gets_nothing",
        instead(f"{PACKAGE}/municipal/service/reading.py", "if not may_see(reader", "if False and not may_see(reader"),
        "/cases/{receipt}",
    ),
    Breakage(
        "a consumer that the fault matrix does not break",
        "tests/faults/test_matrix.py::test_every_reader_of_a_queue_a_stream_or_a_pool_is_broken",
        from_the_matrix,
        "notices/send_email",
    ),
    Breakage(
        "an excuse for what is right",
        f"{INFRA}/test_nag.py::test_production_breaks_no_rule_without_an_excuse_and_excuses_nothing_that_is_right",
        lambda tree: tree.append(
            "infra/constructs/table.py",
            "\n\nfrom infra.nag import excuse\n\n_init = Table.__init__\n\n\ndef _excused(self, *a, **k):\n"
            '    _init(self, *a, **k)\n    excuse(self, "AwsSolutions-SQS3", "for nothing at all")\n\n\n'
            "Table.__init__ = _excused\n",
        ),
        "idle-excuse[AwsSolutions-SQS3] at ",
    ),
    Breakage(
        "a citizen's route written as open in infra",
        f"{INFRA}/test_doors.py::test_every_route_is_closed_or_on_the_list",
        lambda tree: (
            tree.replace(
                "infra/capabilities/notices.py", '"/api/notices", CITIZEN)', '"/api/notices", opened("why not"))'
            ),
            tree.replace("infra/capabilities/notices.py", "dead_letters", "dead_letters, opened", first=True),
        ),
        "GET /api/notices",
    ),
]
# Seen only while functions run: the tests of one capability, compared with its permissions.
COMPARED = [
    Breakage(
        "a permission widened, its golden rewritten",
        "tests/functions/notices --granted-used",
        widened,
        "notices/public_api: may dynamodb:DeleteItem and never does",
    ),
    Breakage(
        "a permission removed, its variable kept",
        "tests/functions/notices --granted-used",
        narrowed,
        "notices/send_email: calls dynamodb:PutItem without a permission",
    ),
]
STOPPED = [
    Breakage(
        "a typo in a process's placeholder",
        "synth",
        instead("statemachines/linkage/inquiry.asl.json", "${CheckGates}", "${CheckGate}"),
        "CheckGate",
    ),
    Breakage(
        "an alarm whose runbook nobody wrote",
        "synth",
        instead("infra/constructs/queue.py", 'runbook="dead-letters"', 'runbook="nobody-wrote-this"'),
        "nobody-wrote-this",
    ),
]
HEAVY = ("test_handler_weight", "test_a_handler_loads_nothing_heavy")
EXACT = ("test_environment", "test_a_handler_starts_with_its_environment_and_nothing_else")
STARTED = [
    Started(
        "a handler imports jsonschema_rs",
        "notices/send_email",
        HEAVY,
        line("functions/notices/send_email.py", "import jsonschema_rs"),
        "jsonschema_rs",
        sampled=True,
    ),
    Started(
        "a step loads the resolver",
        "linkage/check_gates",
        ("test_handler_weight", "test_a_door_is_the_only_place_that_loads_the_resolver"),
        line("functions/linkage/check_gates.py", "from madoguchi import http"),
        "assert True ==",
    ),
    Started(
        "a handler loads a neighbour's wiring",
        "notices/compose",
        ("test_handler_weight", "test_a_handler_loads_its_own_slice"),
        line(f"{PACKAGE}/wiring/notices.py", "import madoguchi.wiring.ledger"),
        "madoguchi.wiring.ledger",
    ),
    Started(
        "a variable renamed in wiring only",
        "notices/compose",
        EXACT,
        instead(f"{PACKAGE}/wiring/notices.py", 'environ["NOTICES_TOPIC"]', 'environ["TOPIC_OF_NOTICES"]'),
        "TOPIC_OF_NOTICES",
        sampled=True,
    ),
    Started(
        "a variable, so a permission, given and never read",
        "notices/compose",
        ("test_environment", "test_no_variable_and_so_no_permission_is_given_and_never_read"),
        instead(f"{PACKAGE}/wiring/notices.py", 'os.environ["NOTICES_TOPIC"]', '"a topic of somebody"'),
        "NOTICES_TOPIC",
    ),
    Started(
        "a handler that does not start",
        "notices/compose",
        EXACT,
        line("functions/notices/compose.py", "del nobody"),
        "NameError",
    ),
    Started(
        "a handler loads what is in none of its layers",
        "notices/compose",
        ("test_layers", "test_what_a_handler_loads_is_in_its_layers"),
        line("functions/notices/compose.py", "import asn1crypto"),
        "asn1crypto",
    ),
]
