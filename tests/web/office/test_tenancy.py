"""Every address behind the door, as a stranger and as another office's officer (invariant 6)."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lawang.messaging.models import OutboxMessage
from lawang.offices.actions import publish_period
from lawang.offices.drafts import What, Wish, draft_of
from lawang.offices.queries import office_now
from lawang.offices.words import Text
from lawang.people.audit import staff_actor
from lawang.web.office.paper_file import thumbnail_address
from tests.applications import making
from tests.messaging.conftest import put
from tests.office_world import AT, GOWA
from tests.web.visits.making import walked_in

ROWS = {
    "policy_period": "/petugas/kebijakan/masa/tutup-2021-01-25/",
    "policy_amend": "/petugas/kebijakan/masa/tutup-2021-01-25/cabut/",
    "office_setup": "/petugas/mulai/rahasia/",
    "message": "/petugas/pesan/keluar/1/",
    "note_call": "/petugas/pesan/belum-terjangkau/1/hasil/",
    "show_phone": "/petugas/pesan/belum-terjangkau/1/nomor/",
    "application": "/petugas/permohonan/{number}/",
    "take": "/petugas/permohonan/{number}/ambil/",
    "release": "/petugas/permohonan/{number}/lepas/",
    "application_judge": "/petugas/permohonan/{number}/periksa/",
    "application_step": "/petugas/permohonan/{number}/langkah/",
    "application_note": "/petugas/permohonan/{number}/catatan/",
    "application_reveal": "/petugas/permohonan/{number}/tampilkan/",
    "staff_account": "/petugas/akun-petugas/{colleague}/",
    "staff_account_deed": "/petugas/akun-petugas/{colleague}/tutup/",
    "paper_picture": "/petugas/berkas/{page}/1/",
    "paper_thumbnail": "{thumbnail}",
    "desk_ticket": "/petugas/loket/karcis/{visit}/",
    "desk_identity": "/petugas/loket/identitas/{visit}/",
    "call_step": "/petugas/panggil/{visit}/ulang/",
}
"""An example of each address that names something of one office, by the pattern's name."""

NO_ROW = frozenset({"policy_change"})
"""Their parameter is a word of the form and names no row."""


def walk(patterns, before: str = ""):
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route, each


def behind_the_door():
    return [
        (route, each) for route, each in walk(get_resolver().url_patterns)
        if route.startswith("petugas/")
    ]  # fmt: skip


@pytest.fixture
def closed(world):
    office = office_now(GOWA)
    wish = Wish(What.CLOSE, AT.date().replace(day=25), AT.date().replace(day=26), None,
                Text("Petugas sakit.", ""))  # fmt: skip
    publish_period(
        office=GOWA, draft=draft_of(wish, office.policy, office.file.services, at=AT), at=AT,
        seen_version=office.version, by=staff_actor(world.gowa["head"].user_id),
    )  # fmt: skip
    put(GOWA)
    OutboxMessage.objects.update(id=1)
    message = put(GOWA, at=AT)
    filed = making.file(GOWA, at=AT)
    page = filed.now.papers.first().pages.first().pk
    facts = {
        "visit": walked_in().pk,
        "message": message.id, "number": filed.number, "page": page,
        "thumbnail": thumbnail_address(world.gowa["head"].user_id, page, 1),
        "colleague": world.gowa["verifier"].user_id,
    }  # fmt: skip
    return world, {name: path.format(**facts) for name, path in ROWS.items()}


def test_addresses__with_a_parameter__are_all_walked() -> None:
    named = {each.name for route, each in behind_the_door() if "<" in route}
    assert set(ROWS) | NO_ROW <= named
    assert not {name for name in named - set(ROWS) - NO_ROW if not walked_elsewhere(name)}


def walked_elsewhere(name: str) -> bool:
    """A neighbour with rows of its own may walk them itself, naming each address."""
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    return any("__other_office_or_stranger__" in text and f'"{name}"' in text
               for text in texts if "def walked_elsewhere" not in text)  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_row__stranger__404(closed, name) -> None:
    _, rows = closed
    for method in ("get", "post"):
        assert getattr(Client(), method)(rows[name]).status_code == 404


@pytest.mark.parametrize("name", ROWS)
def test_row__other_offices_head__404(closed, client, name) -> None:
    world, rows = closed
    client.force_login(world.depok["head"].user)
    for method in ("get", "post"):
        assert getattr(client, method)(rows[name]).status_code == 404


@pytest.mark.parametrize("name", sorted(set(ROWS) - {"office_setup"}))
def test_row__own_head__is_served(closed, head, name) -> None:
    assert head.get(closed[1][name]).status_code == 200


def test_places__stranger__every_one_leads_to_the_sign_in_page(closed) -> None:
    open_to_all = {"mfa_index", "account_login", "account_logout", "account_inactive",
                   "mfa_authenticate"}  # fmt: skip
    for route, each in behind_the_door():
        if "<" in route or each.name in open_to_all:
            continue
        response = Client().get(f"/{route}")
        assert response.status_code == 302, route
        assert response["Location"].startswith("/petugas/masuk/"), route


def test_views__behind_the_door__are_ours_wrapped_or_allauths() -> None:
    for route, each in behind_the_door():
        ours = each.callback.__module__.startswith("lawang.")
        if ours and each.name != "office_setup":
            assert getattr(each.callback, "staff_only", "") in {"row", "place"}, route


@pytest.mark.parametrize("role", ["verifier", "front_desk", "operator"])
def test_policy__role_that_may_not__is_told_in_plain_words(world, client, role) -> None:
    client.force_login(world.gowa[role].user)
    for path in ("kebijakan/", "kebijakan/ubah/tutup/", "catatan/", "kebijakan/pada/"):
        response = client.get(f"/petugas/{path}")
        assert response.status_code == 403
        assert "bukan bagian Bapak/Ibu" in response.content.decode()


def test_pages__behind_the_door__are_never_cached(world, head) -> None:
    assert "no-store" in head.get("/petugas/")["Cache-Control"]
