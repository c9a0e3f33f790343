"""moto as an executor of processes. Everything private to moto 5.2.5 that the tests lean on is in this file."""

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import moto.awslambda_simple.models as simple_lambda
import moto.stepfunctions.parser.asl.component.common.retry.retrier_decl as retrier
import moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function as waiting
import pytest
from moto import mock_aws
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName

from tests.statemachines import support
from tests.statemachines.support import CRASHED, Handler, Process
from tests.support.faults import Broken, Died
from tests.support.injected import injector

MAX_WAITS = 200
REGION = "ap-northeast-1"
CONFIG = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}


class Stage:
    """The processes of one test, and what moto's hooks ask of them."""

    def __init__(self) -> None:
        self.processes: list[Process] = []
        self.waits = 0

    def invoke(self, name: str, _qualifier: Any, body: Any, _sent: Any, answered: Any) -> bytes:
        process = next(process for process in self.processes if name in process.handlers)
        try:
            return json.dumps(process.invoke(name, json.loads(body or "{}"))).encode()
        except (Exception, Died) as error:
            answered["x-amz-function-error"] = "Unhandled"
            kind = (
                CRASHED
                if isinstance(error, Died)
                else error.name
                if isinstance(error, Broken)
                else type(error).__name__
            )
            return json.dumps({"errorType": kind, "errorMessage": str(error)}).encode()

    def wait(self, env: Any, wait_seconds: float) -> None:
        self.waits += 1
        if self.waits > MAX_WAITS:
            raise RuntimeError("the process waits for ever")
        for process in self.processes:
            process.on_wait()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    stage = Stage()
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setattr(simple_lambda.LambdaSimpleBackend, "invoke", stage.invoke)
    monkeypatch.setattr(waiting.WaitFunction, "_wait_interval", stage.wait)
    monkeypatch.setattr(retrier, "time", SimpleNamespace(sleep=lambda seconds: stage.wait(None, seconds)))
    # A state's own timeout reaches a function call as an error name that moto reserves for itself.
    monkeypatch.setattr(CustomErrorName, "__init__", _any_error_name)
    injector.forget()
    with mock_aws(config=CONFIG):
        yield stage
    injector.forget()
    injector.rest()


def _any_error_name(name: CustomErrorName, error_name: str | None) -> None:
    super(CustomErrorName, name).__init__(error_name=error_name)


@pytest.fixture
def process(stage: Stage) -> Callable[..., Process]:
    """Makes a process from its file: process("applications/intake", {"CheckSignature": handler}, ParkSeconds=1)."""

    def make(definition: str, handlers: dict[str, Handler], **values: Any) -> Process:
        made = support.create(definition, handlers, values)
        stage.processes.append(made)
        return made

    return make
