"""Each handler wires with exactly the variables its template gives it: none missing, none idle."""

import pytest

from tests.support.house import entries
from tests.support.synth import functions

# Read by libraries, not by wiring.
FOR_LIBRARIES = {"POWERTOOLS_SERVICE_NAME": "the logger's `service` key"}
# Given by Lambda itself.
RUNTIME = {"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_LAMBDA_FUNCTION_NAME"}
LOCAL_ONLY = {"CLOCK_FILE"}


def test_every_function_file_is_deployed(prod):
    assert sorted(set(entries()) - set(functions(prod))) == []


@pytest.mark.parametrize("entry", entries())
def test_a_handler_starts_with_its_environment_and_nothing_else(entry, handlers):
    told = handlers[entry]

    assert told["error"] == ""
    assert sorted(set(told["missing"]) - RUNTIME - LOCAL_ONLY) == []


@pytest.mark.parametrize("entry", entries())
def test_no_variable_and_so_no_permission_is_given_and_never_read(entry, handlers, prod):
    deployed = functions(prod).get(entry)
    assert deployed, f"{entry} is not deployed"

    idle = set(deployed.environment) - set(handlers[entry]["read"]) - set(FOR_LIBRARIES)

    assert sorted(idle) == []


def test_local_gives_the_same_variables_as_production(prod, local):
    """But for the settable clock: otherwise `local` would prove another product."""
    production, stage = functions(prod), functions(local)
    different = {
        entry: sorted(set(stage[entry].environment) ^ set(production[entry].environment))
        for entry in production
        if entry in stage and set(stage[entry].environment) - LOCAL_ONLY != set(production[entry].environment)
    }

    assert different == {}
