"""What nobody may do to a source file: each line edits a copy of the repository, and names the test that turns red."""

import os
from dataclasses import dataclass

from tests.breakages.tree import Edit, Tree

PACKAGE = "layers/madoguchi/python/madoguchi"
IMPORTS, PURITY, FOLDERS = (f"tests/architecture/test_{name}.py" for name in ("imports", "purity", "folders"))
SCAN = "tests/architecture/test_secrets.py"
CONTRACTS = f"{IMPORTS}::test_the_import_contracts_are_kept"
INWARD = f"{IMPORTS}::test_a_model_stands_on_models_and_a_service_on_models_alone"
ADAPTERS = f"{IMPORTS}::test_only_wiring_knows_an_adapter_and_neighbours_share_only_their_model"

KEY = "'AKIA" + "Q3EGRJ5XPLWDZ7VT'"  # in two parts: nobody's key stands here


@dataclass(frozen=True)
class Breakage:
    """`says`: what the red test must say, so that it is red for this. `sampled`: also in every run of the tests."""

    name: str
    test: str
    edit: Edit
    says: str
    sampled: bool = False

    @property
    def caught_by(self) -> str:
        return self.test.split("::")[1].split("[")[0]


def line(path: str, text: str) -> Edit:
    """One more line at the file's end."""
    return lambda tree: tree.append(path, f"\n{text}\n")


def instead(path: str, old: str, new: str) -> Edit:
    return lambda tree: tree.replace(path, old, new)


def new(path: str, text: str = '"""Nobody asked for this."""\n') -> Edit:
    return lambda tree: tree.write(path, text)


def gone(path: str) -> Edit:
    return lambda tree: tree.remove(path)


def forgets_a_distribution(tree: Tree) -> None:
    """A pin and its digests leave the layer's lock."""
    path = "layers/base/requirements.txt"
    kept, dropping = [], False
    for each in tree.read(path).splitlines():
        dropping = each.startswith("pydantic-core==") or (dropping and each.startswith("    "))
        if not dropping:
            kept.append(each)
    tree.write(path, "\n".join(kept) + "\n")


def second_version_alone(tree: Tree) -> None:
    """An event's second version replaces its first: nobody can read what was announced before."""
    for what in ("schema", "example"):
        path = f"events/applications/ApplicationReceived.v1.{what}.json"
        text = tree.read(path)
        tree.remove(path)
        tree.write(path.replace(".v1.", ".v2."), text.replace('"version": 1', '"version": 2'))


def too_heavy(tree: Tree) -> None:
    """Our own layer alone beyond what Lambda unpacks; the file is a hole and takes no room."""
    tree.write(f"{PACKAGE}/heavy.bin", "")
    os.truncate(tree.root / PACKAGE / "heavy.bin", 260_000_000)


SOURCES = [
    # Imports
    Breakage(
        "a model imports boto3",
        CONTRACTS,
        line(f"{PACKAGE}/notices/model/notice.py", "import boto3"),
        "the inside has never heard of AWS",
    ),
    Breakage(
        "a service reads the operating system",
        CONTRACTS,
        line(f"{PACKAGE}/notices/service.py", "import os"),
        "the inside has never heard of AWS",
    ),
    Breakage(
        "a model imports its service",
        INWARD,
        line(f"{PACKAGE}/notices/model/delivery.py", "import madoguchi.notices.service"),
        "madoguchi.notices.model.delivery imports madoguchi.notices.service",
        sampled=True,
    ),
    Breakage(
        "a service imports its own adapter",
        INWARD,
        line(f"{PACKAGE}/notices/service.py", "import madoguchi.notices.mail_ses"),
        "madoguchi.notices.service imports madoguchi.notices.mail_ses",
    ),
    Breakage(
        "an adapter imports a neighbour's service",
        ADAPTERS,
        line(f"{PACKAGE}/notices/store.py", "import madoguchi.procedures.service"),
        "madoguchi.notices.store imports madoguchi.procedures.service",
    ),
    Breakage(
        "a service imports a neighbour's store",
        ADAPTERS,
        line(f"{PACKAGE}/notices/service.py", "import madoguchi.identity.store"),
        "madoguchi.notices.service imports madoguchi.identity.store",
    ),
    Breakage(
        "a lower capability imports a higher one's model",
        CONTRACTS,
        line(f"{PACKAGE}/identity/model/account.py", "import madoguchi.applications.model.application"),
        "capabilities stand in one order",
    ),
    Breakage(
        "a new capability stands nowhere in the order",
        CONTRACTS,
        new(f"{PACKAGE}/wishes/__init__.py"),
        "wishes",
    ),
    Breakage(
        "a wiring takes a neighbour's wiring",
        f"{IMPORTS}::test_a_wiring_serves_its_own_capability",
        line(f"{PACKAGE}/wiring/notices.py", "import madoguchi.wiring.identity"),
        "madoguchi.wiring.notices imports madoguchi.wiring.identity",
    ),
    Breakage(
        "code that all share knows a capability",
        f"{IMPORTS}::test_shared_edge_code_knows_no_capability",
        line(f"{PACKAGE}/queues.py", "import madoguchi.notices.model.notice"),
        "madoguchi.queues imports",
    ),
    Breakage(
        "a function imports a sibling",
        f"{IMPORTS}::test_a_function_opens_its_own_door_with_its_own_key",
        line("functions/notices/compose.py", "from notices import send_email"),
        "a function imports no function",
    ),
    Breakage(
        "a function imports an adapter",
        f"{IMPORTS}::test_a_function_opens_its_own_door_with_its_own_key",
        line("functions/notices/compose.py", "from madoguchi.notices.store import NoticesTable"),
        "an adapter, or a neighbour's inside",
    ),
    Breakage(
        "a function takes a neighbour's key",
        f"{IMPORTS}::test_a_function_opens_its_own_door_with_its_own_key",
        line("functions/notices/compose.py", "from madoguchi.wiring import identity"),
        "another's wiring: madoguchi.wiring.identity",
    ),
    Breakage(
        "the product imports a stand-in",
        f"{IMPORTS}::test_no_stand_in_is_within_reach_of_the_product[layers/madoguchi]",
        line(f"{PACKAGE}/notices/mail_ses.py", "import sandbox.world"),
        "imports sandbox.world",
    ),
    Breakage(
        "infra imports the product",
        f"{IMPORTS}::test_infra_reads_the_product_by_path_and_imports_none_of_it",
        line("infra/capabilities/notices.py", "from madoguchi.notices.model.notice import KIND_OF_EVENT"),
        "imports madoguchi",
    ),
    # Folders
    Breakage(
        "a new capability lacks its rooms",
        f"{FOLDERS}::test_a_capability_has_every_room[wishes]",
        new(f"{PACKAGE}/wishes/__init__.py"),
        "infra page",
    ),
    Breakage(
        "a capability loses its tests",
        f"{FOLDERS}::test_a_capability_has_every_room[ledger]",
        gone("tests/unit/ledger/test_ledger.py"),
        "tests/unit",
    ),
    Breakage(
        "a folder of functions belongs to nobody",
        f"{FOLDERS}::test_no_folder_belongs_to_nobody[functions]",
        new("functions/wishes/public_api.py"),
        "wishes",
    ),
    Breakage(
        "an infra page belongs to nobody",
        f"{FOLDERS}::test_no_wiring_or_infra_page_belongs_to_nobody",
        new("infra/capabilities/wishes.py"),
        "wishes",
    ),
    Breakage(
        "a package file loads the whole capability",
        f"{FOLDERS}::test_package_files_are_empty_so_that_a_function_loads_only_its_slice",
        line(f"{PACKAGE}/notices/__init__.py", "from madoguchi.notices import service"),
        "notices/__init__.py",
    ),
    Breakage(
        "a drawer for anything",
        f"{FOLDERS}::test_no_folder_has_a_name_that_accepts_anything[utils]",
        new(f"{PACKAGE}/notices/utils.py"),
        "utils",
    ),
    # The environment, clocks, chance
    Breakage(
        "an adapter reads the environment",
        f"{PURITY}::test_only_wiring_reads_the_environment",
        line(f"{PACKAGE}/notices/store.py", 'import os\nTABLE = os.environ["NOTICES_TABLE"]'),
        "notices/store.py",
        sampled=True,
    ),
    Breakage(
        "wiring gives a name a default",
        f"{PURITY}::test_a_missing_name_fails_at_start_not_at_midnight",
        line(f"{PACKAGE}/wiring/notices.py", 'SENDER = os.environ.get("SENDER", "nobody")'),
        "line ",
    ),
    Breakage(
        "a service reads the clock",
        f"{PURITY}::test_time_ids_and_chance_are_arguments_inside",
        line(f"{PACKAGE}/notices/service.py", "from madoguchi.kernel.clock import now"),
        "reads a clock",
    ),
    Breakage(
        "a model draws an id",
        f"{PURITY}::test_time_ids_and_chance_are_arguments_inside",
        line(f"{PACKAGE}/notices/model/notice.py", "import uuid"),
        "imports uuid",
    ),
    # What is promised outside
    Breakage(
        "a door's interface changes and its document does not",
        "tests/contracts/test_openapi.py::test_a_doors_interface_is_what_its_document_says[notices-public.json]",
        instead("functions/notices/public_api.py", "/api/notices/<notice_id>/read", "/api/notices/<notice_id>/seen"),
        "says something else",
    ),
    Breakage(
        "a document of a door that is gone",
        "tests/contracts/test_openapi.py::test_no_document_is_left_of_a_door_that_is_gone",
        new("docs/openapi/wishes-public.json", "{}\n"),
        "wishes-public.json",
    ),
    Breakage(
        "an event says something else",
        "tests/contracts/municipal/test_events.py::test_the_schema_is_the_models",
        instead("events/municipal/CaseDelivered.v1.schema.json", '"revision"', '"edition"'),
        "edition",
    ),
    Breakage(
        "a new version of an event replaces the old one",
        "tests/contracts/test_versions.py::test_every_version_from_the_first_is_kept",
        second_version_alone,
        "ApplicationReceived: 2",
    ),
    Breakage(
        "an old version of an event is changed",
        "tests/contracts/test_versions.py::test_what_was_published_is_never_changed",
        instead("events/applications/ApplicationReceived.v1.schema.json", '"receipt"', '"number"'),
        "ApplicationReceived.v1.schema.json",
    ),
    # Layers
    Breakage(
        "a layer's lock forgets a distribution",
        "tests/infra/test_layers.py::test_a_layer_holds_what_its_distributions_need[base]",
        forgets_a_distribution,
        "pydantic needs pydantic-core",
    ),
    Breakage(
        "layers beyond 250 MB",
        "tests/infra/test_layers.py::test_all_layers_together_fit_a_function",
        too_heavy,
        "< 250",
    ),
    # What may go wrong
    Breakage(
        "a version condition weakened",
        "tests/adapters/notices/test_store.py::test_the_second_of_two_simultaneous_writers_conflicts",
        instead(f"{PACKAGE}/notices/store.py", "version = :was", "version >= :was OR version < :was"),
        "DID NOT RAISE",
    ),
    Breakage(
        "a process with a way to nowhere",
        "tests/statemachines/test_lint.py::test_a_process_file_keeps_the_house_rules",
        instead("statemachines/linkage/inquiry.asl.json", '"Next": "Is the way open?"', '"Next": "Is it?"'),
        "there is no 'Is it?'",
    ),
    Breakage(
        "a function call of a process without its retries",
        "tests/statemachines/test_lint.py::test_a_process_file_keeps_the_house_rules",
        lambda tree: tree.replace("statemachines/linkage/inquiry.asl.json", '"Retry": [', '"Comment2": ['),
        "a function call states its Retry",
    ),
    Breakage(
        "a wait that comes back without a bound",
        "tests/statemachines/test_history.py::test_every_wait_that_comes_back_is_counted",
        instead("statemachines/linkage/inquiry.asl.json", "Wait for the provider", "Wait as long as it takes"),
        "Wait as long as it takes",
    ),
    Breakage(
        "a password in a file",
        f"{SCAN}::test_no_secret_stands_in_the_repository",
        line("ops/redrive.py", KEY),
        "ops/redrive.py",
    ),
    Breakage(
        "a page names a test that is gone",
        "tests/architecture/test_pages.py::test_a_test_that_a_page_names_is_there[docs/guard-rails.md]",
        line("docs/guard-rails.md", "`test_nobody_ever_wrote_this`"),
        "test_nobody_ever_wrote_this",
    ),
]
