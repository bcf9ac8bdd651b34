"""The hall screen: what it shows, its ETag, the closed sign; and the voice's words and files."""

import re

from lawang.cli.make_voice import FOLDER, MOST_BYTES, clips
from lawang.people.audit import staff_actor
from lawang.settings import PACKAGE_DIR
from lawang.visits import calling
from tests.web.visits.making import DEPOK, arrived

SCREEN, BOARD = f"/layar/{DEPOK}/", f"/layar/{DEPOK}/papan/"


def test_board__called_and_waiting__numbers_counter_and_left(world, client, at) -> None:
    now = at("2021-01-22T08:05")
    for serial in (1, 2, 3):
        arrived(serial, now)
    calling.call_next(office=DEPOK, counter="2", by=staff_actor(1), at=now)
    page = client.get(SCREEN).content.decode()
    assert 'data-number="A-001" data-counter="2"' in page
    assert "<li>A-002</li><li>A-003</li>" in page
    assert "27 tersisa dari 30" in page
    assert "Warga" not in page.replace("Warga Langsung", "")


def test_board__nothing_new__304_and_the_moment_in_a_header(world, client, at) -> None:
    at("2021-01-22T08:05")
    first = client.get(BOARD)
    at("2021-01-22T08:06:30")
    again = client.get(BOARD, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["X-Lawang-Now"] != first["X-Lawang-Now"]


def test_board__recall__another_key_so_that_it_is_heard(world, client, at) -> None:
    now = at("2021-01-22T08:05")
    arrived(1, now)
    visit = calling.call_next(office=DEPOK, counter="1", by=staff_actor(1), at=now)
    key = re.search(r'data-call="([^"]+)"', client.get(SCREEN).content.decode())[1]
    calling.recall(visit=visit, by=staff_actor(1), at=now)
    again = client.get(SCREEN).content.decode()
    assert f'data-call="{key}"' not in again
    assert 'data-number="A-001"' in again


def test_screen__closed_day__sign_with_until_why_and_what_instead(world, client, at) -> None:
    at("2021-01-19T09:00")
    page = client.get(SCREEN).content.decode()
    assert "Beberapa petugas kami positif Covid-19." in page
    assert "Buka lagi Kamis, 21 Januari 2021 pukul 08.00 WIB" in page
    assert "Lewat WhatsApp 0800-000-0001" in page
    assert "papan" in page


def test_screen__without_script__loads_itself_again(world, client, at) -> None:
    at("2021-01-22T08:05")
    page = client.get(SCREEN).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "style=" not in page


def test_voice__every_word_the_script_says__has_a_clip() -> None:
    script = (PACKAGE_DIR / "web/static/layar-suara.js").read_text()
    named = set(re.findall(r'"(bel|nomor|loket|belas|puluh|ratus|seratus)"', script))
    files = {path.stem for path in FOLDER.glob("*.mp3")}
    assert named <= files
    assert set(clips()) | {"bel"} == files
    assert sum(path.stat().st_size for path in FOLDER.glob("*.mp3")) <= MOST_BYTES
