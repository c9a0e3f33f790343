"""The house way to make one of each; safe by default."""

from infra.constructs.api import CITIZEN, IAM, STAFF, Api, Auth, Door, Route, opened, scope
from infra.constructs.bucket import Bucket
from infra.constructs.function import Function
from infra.constructs.queue import Queue, dead_letters, tries_through_outage
from infra.constructs.stream import Announcer, StreamReader, parks_poison
from infra.constructs.table import Index, Table
from infra.constructs.workflow import Workflow

__all__ = [
    "CITIZEN",
    "IAM",
    "STAFF",
    "Announcer",
    "Api",
    "Auth",
    "Bucket",
    "Door",
    "Function",
    "Index",
    "Queue",
    "Route",
    "StreamReader",
    "Table",
    "Workflow",
    "dead_letters",
    "opened",
    "parks_poison",
    "scope",
    "tries_through_outage",
]
