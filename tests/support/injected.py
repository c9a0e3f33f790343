"""The injector of this run: it knows which function calls from the notes that granted == used keeps."""

from tests.support.faults import Injector


def running() -> str:
    from tests.granted_used import notes  # a plugin: pytest loads it after the conftest that hooks the injector

    return notes.running()


injector = Injector(entry=running)
