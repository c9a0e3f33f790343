"""How applications lie in their table: the row of each thing and its key. Values are kept as their own JSON.

APPLICATION#<id>   APPLICATION          the application; in the index by account
                   PREPARED             what was last given out to be signed
                   SUBMISSION#<rev>     what came back, signed
                   INTAKE#<rev>#<fact>  verdict, scan, package
                   ATTEMPT#<rev>        how often intake was started
                   EVENT#<id>           for the announcer
NATURAL#<hash>     NATURAL              the open application of a person, procedure and town
RECEIPT#<receipt>  RECEIPT              whose receipt it is
ACCOUNT#<id>       KEY#<idempotency>    the first answer to a submission
PROCEDURE#...      PROCEDURE            a procedure's version, as it was when drafts began with it
"""

from datetime import datetime, timedelta
from typing import Any

from madoguchi.applications.model.application import Application, natural_key_of
from madoguchi.applications.model.submission import Prepared, Repeat, Submission
from madoguchi.procedures.model.procedure import Procedure

Row = dict[str, Any]
REPEATS_KEPT = timedelta(days=30)


def application_key(application_id: str) -> tuple[str, str]:
    return f"APPLICATION#{application_id}", "APPLICATION"


def prepared_key(application_id: str) -> tuple[str, str]:
    return f"APPLICATION#{application_id}", "PREPARED"


def submission_key(application_id: str, revision: int) -> tuple[str, str]:
    return f"APPLICATION#{application_id}", f"SUBMISSION#{revision:04}"


def fact_key(application_id: str, revision: int, fact: str) -> tuple[str, str]:
    return f"APPLICATION#{application_id}", f"INTAKE#{revision:04}#{fact}"


def attempt_key(application_id: str, revision: int) -> tuple[str, str]:
    return f"APPLICATION#{application_id}", f"ATTEMPT#{revision:04}"


def natural_row_key(hashed: str) -> tuple[str, str]:
    return f"NATURAL#{hashed}", "NATURAL"


def receipt_key(receipt: str) -> tuple[str, str]:
    return f"RECEIPT#{receipt}", "RECEIPT"


def repeat_key(account_id: str, idempotency_key: str) -> tuple[str, str]:
    return f"ACCOUNT#{account_id}", f"KEY#{idempotency_key}"


def procedure_key(municipality: str, procedure_id: str, version: int) -> tuple[str, str]:
    return f"PROCEDURE#{municipality}#{procedure_id}#{version}", "PROCEDURE"


def row(key: tuple[str, str], kind: str, **columns: Any) -> Row:
    return {"pk": key[0], "sk": key[1], "kind": kind, **columns}


def application_row(application: Application) -> Row:
    return row(
        application_key(application.application_id),
        "application",
        account_id=application.account_id,
        opened_at=application.opened_at.isoformat(),
        version=application.version,
        application=application.model_dump_json(),
    )


def prepared_row(prepared: Prepared) -> Row:
    return row(prepared_key(prepared.application_id), "prepared", prepared=prepared.model_dump_json())


def submission_row(submission: Submission) -> Row:
    key = submission_key(submission.application_id, submission.revision)
    return row(key, "submission", submission=submission.model_dump_json())


def natural_row(application: Application) -> Row:
    return row(
        natural_row_key(natural_key_of(application)),
        "natural",
        application_id=application.application_id,
        receipt=application.receipt,
    )


def receipt_row(application: Application) -> Row:
    assert application.receipt is not None
    return row(receipt_key(application.receipt), "receipt", application_id=application.application_id)


def repeat_row(account_id: str, idempotency_key: str, repeat: Repeat, wall: datetime) -> Row:
    expires = int((wall + REPEATS_KEPT).timestamp())
    return row(repeat_key(account_id, idempotency_key), "repeat", repeat=repeat.model_dump_json(), expires=expires)


def procedure_row(published: Procedure) -> Row:
    key = procedure_key(published.municipality, published.procedure_id, published.version)
    return row(key, "procedure", procedure=published.model_dump_json())
