"""The national catalogue: every service with its cases, papers, questions and clocks.

    catalogue().service("kk", on=day).case("pisah").papers(answers)

Files are read when first asked for and kept; `service_keys()` reads none.
"""

from datetime import date
from functools import cache, cached_property
from pathlib import Path

from lawang.offices import catalogue_reading, catalogue_shared
from lawang.offices.catalogue_files import CatalogueError, CatalogueFile, suggestion
from lawang.offices.catalogue_keys import FOLDER, SHARED, service_keys
from lawang.offices.catalogue_local import LocalPaper, add_local, local_papers
from lawang.offices.catalogue_service import Case, Clock, Requirement, Service
from lawang.offices.catalogue_words import (
    FactText,
    Form,
    Group,
    Kind,
    NoticeText,
    Paper,
    Question,
    Text,
)

__all__ = [
    "Case",
    "Catalogue",
    "CatalogueError",
    "Clock",
    "FactText",
    "Form",
    "Group",
    "Kind",
    "LocalPaper",
    "NoticeText",
    "Paper",
    "Question",
    "Requirement",
    "Service",
    "Text",
    "add_local",
    "catalogue",
    "local_papers",
    "service_keys",
]


class Catalogue:
    """The folder of catalogue files, read lazily, one file at a time."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._files: dict[str, CatalogueFile] = {}
        self._services: dict[tuple[str, tuple[bool, ...]], Service] = {}

    def _file(self, name: str) -> CatalogueFile:
        if name not in self._files:
            self._files[name] = CatalogueFile(self._folder / f"{name}.toml")
        return self._files[name]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every service key, ended ones too."""
        return frozenset(path.stem for path in self._folder.glob("*.toml")) - SHARED

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """Every kind of paper by key."""
        return catalogue_shared.papers(self._file("papers"))

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by key."""
        return catalogue_shared.questions(self._file("questions"))

    @cached_property
    def facts(self) -> dict[str, FactText]:
        """Every condition the policy may ask for, in words."""
        return catalogue_shared.facts(self._file("facts"))

    @cached_property
    def notices(self) -> dict[str, NoticeText]:
        """Every ready notice by key."""
        return catalogue_shared.notices(self._file("notices"))

    @cached_property
    def forms(self) -> dict[str, Form]:
        """National form codes, replaced ones too."""
        return catalogue_shared.forms(self._file("forms"))

    @cached_property
    def _shared(self) -> catalogue_reading.Shared:
        file = self._file("groups")
        groups = catalogue_shared.groups(file, file.table, self.questions)
        return catalogue_reading.Shared(self.questions, groups, self.papers, self.forms)

    def service(self, key: str, *, on: date) -> Service:
        """The service as it is on this day, also when it has ended (`Service.active` tells).

        Raises `KeyError` for a key in no catalogue, `CatalogueError` for a mistake in a file.
        """
        if key not in self.keys:
            raise KeyError(f"layanan “{key}” tidak dikenal. {suggestion(key, self.keys)}")
        file = self._file(key)
        within = tuple(
            row.get("since", date.min) <= on <= row.get("until", date.max)
            for row in file.table.get("variant", [])
        )
        if (key, within) not in self._services:
            table = catalogue_reading.on_day(file, on)
            self._services[key, within] = catalogue_reading.service(file, table, self._shared)
        return self._services[key, within]

    def active(self, *, on: date) -> tuple[Service, ...]:
        """The services given on this day, by key. Reads every file."""
        every = (self.service(key, on=on) for key in sorted(self.keys))
        return tuple(service for service in every if service.active(on))


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation; one object for the life of the process."""
    return Catalogue()
