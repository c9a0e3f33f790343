"""Living sessions for the doors that ask for one."""

import os
from datetime import datetime, timedelta
from typing import Any

from madoguchi.identity.model.login import Session
from madoguchi.identity.sessions_table import SessionsTable
from madoguchi.kernel import clock
from tests.support.events import SESSION


def sign_in(client: Any, *account_ids: str, confirmed_at: datetime | None = None) -> None:
    """Each account with the one living session that `citizen_claims` names, confirmed by a card just now."""
    wall = clock.wall()
    for account_id in account_ids:
        session = Session(
            account_id=account_id,
            session_id=SESSION,
            token_digest="none",
            started_at=wall,
            expires_at=wall + timedelta(days=1),
            seen_at=wall,
            confirmed_at=confirmed_at or wall,
        )
        SessionsTable(client, os.environ["IDENTITY_TABLE"]).start(session)


def sign_out(client: Any, account_id: str) -> None:
    SessionsTable(client, os.environ["IDENTITY_TABLE"]).end(account_id, SESSION)
