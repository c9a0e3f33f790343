"""A town's own zone: adopt presets, add procedures, publish them all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from madoguchi.errors import NotFound, Unprocessable
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.events import Event
from madoguchi.kernel.identifiers import municipality_code
from madoguchi.kernel.value import Value
from madoguchi.procedures.model.adoption import Adoption, OwnProcedure, adopt, own, refused_additions
from madoguchi.procedures.model.charge import demand_any, demand_charge
from madoguchi.procedures.model.procedure import Preset, Procedure, Snapshot
from madoguchi.procedures.model.prover import Defect, prove
from madoguchi.procedures.model.published import ProcedurePublished
from madoguchi.procedures.model.questions import Rules
from madoguchi.procedures.model.views import PresetItem, preset_item


class NotProven(Unprocessable):
    """The procedure has defects; each is named by where it is and what it is."""

    type: ClassVar[str] = "procedure-not-proven"


class NothingToPublish(Unprocessable):
    type: ClassVar[str] = "nothing-to-publish"


class Town(Value):
    """What a town has written and published: procedure ids with their versions. `version` counts its writes."""

    municipality: str
    version: int = 0
    current: dict[str, int] = {}
    published: dict[str, int] = {}
    snapshot: int = 0


class Drafts(Protocol):
    """Errors: Conflict, when the town was written meanwhile; NotFound for a procedure or snapshot."""

    def town(self, municipality: str) -> Town: ...
    def write(self, procedure: Procedure, town: Town) -> None: ...
    def publish(self, town: Town, *, at: datetime, event: Event, wall: datetime) -> None: ...
    def procedures(self, municipality: str, versions: dict[str, int]) -> Sequence[Procedure]: ...
    def published_at(self, municipality: str, snapshot: int) -> datetime: ...


@dataclass(frozen=True)
class Authoring:
    drafts: Drafts
    presets: dict[str, Preset]
    meta_schema: Rules

    def adopt(self, municipality: str, adoption: Adoption, *, authored: tuple[str, ...], now: datetime) -> Procedure:
        """The town's next version of the adopted preset, proven; seen by citizens once published."""
        preset = self.presets.get(adoption.preset_id)
        if preset is None:
            raise NotFound("no such preset", field="/preset_id")
        demand_charge(authored, preset.standard_id)
        _refuse(refused_additions(preset, adoption.additions))
        town = self.drafts.town(municipality_code(municipality))
        version = town.current.get(preset.standard_id, 0) + 1
        return self._write(adopt(preset, adoption, municipality=municipality, version=version, on=jst_date(now)), town)

    def write_own(
        self, municipality: str, wanted: OwnProcedure, *, authored: tuple[str, ...], now: datetime
    ) -> Procedure:
        """The next version of a procedure that only this town has."""
        demand_charge(authored, wanted.procedure_id)
        town = self.drafts.town(municipality_code(municipality))
        version = town.current.get(wanted.procedure_id, 0) + 1
        return self._write(own(wanted, municipality=municipality, version=version, on=jst_date(now)), town)

    def offered(self, municipality: str, *, authored: tuple[str, ...]) -> list[PresetItem]:
        """Every preset, with the version in which this town has adopted it; for authors of any affair."""
        demand_any(authored)
        town = self.drafts.town(municipality_code(municipality))
        return [preset_item(preset, town.current.get(preset.standard_id)) for preset in self.presets.values()]

    def _write(self, procedure: Procedure, town: Town) -> Procedure:
        """The same wish twice is one version."""
        _refuse(prove(procedure, self.meta_schema))
        before = self._current(town, procedure.procedure_id)
        if before and _wish(before) == _wish(procedure):
            return before
        current = {**town.current, procedure.procedure_id: procedure.version}
        self.drafts.write(procedure, town.model_copy(update={"current": current}))
        return procedure

    def _current(self, town: Town, procedure_id: str) -> Procedure | None:
        if procedure_id not in town.current:
            return None
        return self.drafts.procedures(town.municipality, {procedure_id: town.current[procedure_id]})[0]

    def publish(
        self,
        municipality: str,
        *,
        authored: tuple[str, ...],
        now: datetime,
        wall: datetime,
        event_id: str,
        correlation_id: str,
    ) -> int:
        """The number of the snapshot in which everything current stands; the last one when nothing changed.

        NotInCharge, when what changed since the last one is not of her affairs, or she is author of none.
        """
        demand_any(authored)
        town = self.drafts.town(municipality_code(municipality))
        if not town.current:
            raise NothingToPublish("the town has no procedure yet")
        if town.current == town.published:
            return town.snapshot
        for procedure in self.drafts.procedures(municipality, town.current):
            if town.published.get(procedure.procedure_id) != procedure.version:
                demand_charge(authored, procedure.standard_id or procedure.procedure_id)
            _refuse(prove(procedure, self.meta_schema))
        number = town.snapshot + 1
        event = ProcedurePublished(municipality=municipality, snapshot=number).event(
            event_id=event_id, now=now, correlation_id=correlation_id
        )
        published = town.model_copy(update={"published": town.current, "snapshot": number})
        self.drafts.publish(published, at=now, event=event, wall=wall)
        return number

    def snapshot(self, municipality: str) -> Snapshot:
        """What the town has published last. NotFound before its first publication."""
        town = self.drafts.town(municipality_code(municipality))
        if not town.snapshot:
            raise NotFound("the town has published nothing yet")
        return Snapshot(
            municipality=municipality,
            number=town.snapshot,
            published_at=self.drafts.published_at(municipality, town.snapshot),
            procedures=tuple(self.drafts.procedures(municipality, town.published)),
        )


def _wish(procedure: Procedure) -> dict[str, Any]:
    """What was asked for, without what each writing gives by itself."""
    return procedure.model_dump(exclude={"version", "effective_from"})


def _refuse(defects: Sequence[Defect]) -> None:
    if defects:
        raise NotProven(f"{len(defects)} defects", errors=tuple((f"/{defect.path}", defect.code) for defect in defects))
