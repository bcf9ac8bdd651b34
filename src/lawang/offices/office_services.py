"""A service as one office gives it: the national catalogue with the office's own additions."""

from datetime import date

from lawang.offices.catalogue import Service, add_local, catalogue, local_papers
from lawang.offices.catalogue_files import CatalogueFile
from lawang.offices.files import OfficeFile


def service_of(office: OfficeFile, key: str, *, on: date) -> Service:
    """The service on this day. Raises `KeyError` for one the catalogue does not know."""
    service = catalogue().service(key, on=on)
    if not office.additions:
        return service
    written = CatalogueFile.of_table(
        f"offices/{office.slug}.toml", {"tambahan": list(office.additions)}
    )
    return add_local(service, local_papers(written, catalogue().papers))
