"""A town's administrator: makes officers and grants, and takes them back."""

from dataclasses import dataclass
from typing import Protocol

from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.clock import jst_date
from madoguchi.municipal.model import administration as model
from madoguchi.municipal.model.administration import GrantRequest, GrantRow, NewOfficer, OfficerExists, OfficerRequest
from madoguchi.municipal.model.grants import Grant, Reader, Role, demand
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.officers import Officer, Staff
from madoguchi.municipal.model.once import Answered, Once, first_answer


class Store(Protocol):
    def staff(self, municipality: str) -> Staff: ...
    def hire(self, officer: Officer) -> None: ...
    def keep(self, officer: Officer, was: int) -> None: ...
    def grant(self, grant: Grant, at: Occasion, answered: Answered | None) -> None: ...
    def revoke(self, grant: Grant, was: int) -> None: ...
    def answered(self, once: Once) -> Answered | None: ...


class Pool(Protocol):
    def invite(self, officer: str, municipality: str) -> str | None:
        """A password for her first log-in; None when the name is another's or has been used already."""

    def disable(self, officer: str) -> None: ...


@dataclass(frozen=True)
class Administration:
    """Every act demands a living administrator's grant; what she may administer is her own town alone."""

    store: Store
    pool: Pool

    def grants(self, reader: Reader) -> model.Grants:
        demand(reader, Role.ADMINISTRATOR)
        found = sorted(self.store.staff(reader.municipality).grants, key=lambda g: (g.officer, g.granted_at))
        return model.Grants(items=tuple(model.row_of(grant) for grant in found))

    def officers(self, reader: Reader) -> model.Officers:
        demand(reader, Role.ADMINISTRATOR)
        found = sorted(self.store.staff(reader.municipality).officers, key=lambda officer: officer.officer)
        return model.Officers(items=tuple(model.officer_row(officer) for officer in found))

    def grant(self, reader: Reader, asked: GrantRequest, *, key: str, at: Occasion) -> GrantRow:
        """The grant, which counts from the officer's next request on."""
        demand(reader, Role.ADMINISTRATOR)
        once = Once.of(reader.municipality, reader.name, key, "grant", asked)
        known = first_answer(once, self.store.answered(once))
        return GrantRow.model_validate_json(known or self._grant(reader, asked, once, at))

    def _grant(self, reader: Reader, asked: GrantRequest, once: Once, at: Occasion) -> str:
        staff = self.store.staff(reader.municipality)
        grant = model.granted(
            asked, staff, municipality=reader.municipality, by=reader.name, grant_id=at.new_id(), at=at.now
        )
        answer = Answered.by(once, model.row_of(grant))
        try:
            self.store.grant(grant, at, answer)
        except Conflict:
            known = first_answer(once, self.store.answered(once))
            if known is None:
                raise
            return known
        return answer.answer

    def revoke(self, reader: Reader, grant_id: str, at: Occasion) -> None:
        """The grant opens nothing from the next request on; again is no error. NotFound when the town has none."""
        demand(reader, Role.ADMINISTRATOR)
        staff = self.store.staff(reader.municipality)
        grant = next((g for g in staff.grants if g.grant_id == grant_id), None)
        if grant is None:
            raise NotFound("no such grant")
        gone = model.revoked(grant, staff, by=reader.name, on=jst_date(at.now), at=at.now)
        if gone:
            self.store.revoke(gone, grant.version)

    def hire(self, reader: Reader, asked: OfficerRequest, at: Occasion) -> NewOfficer:
        """The officer with a password for one log-in; asked again before she used it, with a fresh one."""
        demand(reader, Role.ADMINISTRATOR)
        known = self._officer(reader, asked.officer)
        taken = known and (known.enrolled_at or known.disabled_at)
        password = None if taken else self.pool.invite(asked.officer, reader.municipality)
        if password is None:
            raise OfficerExists("this name is taken", field="/officer")
        if known is None:
            self.store.hire(hired(asked, municipality=reader.municipality, by=reader.name, at=at))
        return NewOfficer(officer=asked.officer, name=known.name if known else asked.name, password=password)

    def disable(self, reader: Reader, officer: str, at: Occasion) -> None:
        """She is out at once, and does not come in again. NotFound when the town has no such officer."""
        demand(reader, Role.ADMINISTRATOR)
        if officer == reader.name:
            raise model.OwnGrant("her own")
        known = self._officer(reader, officer)
        if known is None:
            raise NotFound("no such officer")
        if known.disabled_at is None:
            gone = known.model_copy(update={"disabled_at": at.now, "version": known.version + 1})
            self.store.keep(gone, known.version)
        self.pool.disable(officer)

    def _officer(self, reader: Reader, officer: str) -> Officer | None:
        found = self.store.staff(reader.municipality).officers
        return next((each for each in found if each.officer == officer), None)


def hired(asked: OfficerRequest, *, municipality: str, by: str, at: Occasion) -> Officer:
    return Officer(municipality=municipality, officer=asked.officer, name=asked.name, created_by=by, created_at=at.now)
