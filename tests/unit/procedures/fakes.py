"""Shelves and towns in memory."""

from madoguchi.errors import Conflict, NotFound
from madoguchi.procedures.model.procedure import Snapshot
from madoguchi.procedures.model.towns import Offers
from madoguchi.procedures.service.authoring import Town


class FakeDrafts:
    def __init__(self):
        self.towns, self.rows, self.snapshots, self.events = {}, {}, {}, []

    def __len__(self):
        return len(self.rows)

    def town(self, municipality):
        return self.towns.get(municipality, Town(municipality=municipality))

    def write(self, procedure, town):
        self._save(town)
        self.rows[town.municipality, procedure.procedure_id, procedure.version] = procedure

    def publish(self, town, *, at, event, wall):
        self._save(town)
        self.snapshots[town.municipality, town.snapshot] = at
        self.events.append(event)

    def procedures(self, municipality, versions):
        return [self.rows[municipality, *item] for item in sorted(versions.items())]

    def published_at(self, municipality, snapshot):
        return self.snapshots[municipality, snapshot]

    def _save(self, town):
        if self.town(town.municipality).version != town.version:
            raise Conflict(town.municipality)
        self.towns[town.municipality] = town.model_copy(update={"version": town.version + 1})


class FakeShelf:
    """Published objects; also reads as the catalogue does."""

    def __init__(self):
        self.snapshots: dict[str, Snapshot] = {}
        self.versions = {}
        self.index = Offers()

    def __contains__(self, key):
        return key in self.versions

    def newest(self, municipality):
        found = self.snapshots.get(municipality)
        return (found.number, str(found.number)) if found else (0, "")

    def keep_versions(self, snapshot):
        for procedure in snapshot.procedures:
            self.versions[snapshot.municipality, procedure.procedure_id, procedure.version] = procedure

    def replace(self, snapshot, was):
        if self.newest(snapshot.municipality)[1] != was:
            raise Conflict(snapshot.municipality)
        self.snapshots[snapshot.municipality] = snapshot

    def offers(self):
        return self.index, str(len(self.index.towns))

    def replace_offers(self, offers, was):
        self.index = offers


class FakePublished:
    def __init__(self, shelf):
        self.shelf, self.reads = shelf, 0

    def snapshot(self, municipality):
        self.reads += 1
        if municipality not in self.shelf.snapshots:
            raise NotFound(municipality)
        return self.shelf.snapshots[municipality]

    def offers(self):
        self.reads += 1
        return self.shelf.index
