"""The pages of the door: very small, without style or script, in both languages."""

from functools import lru_cache

SENTENCES = {
    "closed": ("Loket tutup pada hari itu.", "The counter is closed on that day."),
    "not_yet": ("Nomor untuk hari itu belum dibuka.", "Numbers for that day are not open yet."),
    "sold_out": ("Nomor untuk hari itu sudah habis.", "All numbers for that day are taken."),
    "window_full": ("Jam itu sudah terisi.", "That time is full."),
}
PAGE = """<!doctype html><html lang="id"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{id}</title>
<main><h1>{id}</h1>
<p>Bapak/Ibu tidak perlu mencoba berulang-ulang.</p>
<ul><li><a href="/{office}/antrean/ambil/{service}/">Pilih hari atau jam lain</a>
{wait}<li><a href="/{office}/antrean/">Lihat antrean hari ini</a>
<li><a href="/{office}/">Cara lain tanpa datang ke kantor</a></ul>
<p>Sudah punya nomor? Kirim lagi formulir tadi dengan NIK yang sama: nomor yang sama muncul lagi.
Alamat halaman nomor juga ada di pesan di HP Bapak/Ibu.</p>
<p lang="en">{en} If you already have a number, send the form again with the same NIK to see it.</p>
</main></html>
"""
WAIT = '<li><a href="/{office}/antrean/tunggu/{service}/?hari={day}">Masuk daftar tunggu</a>\n'


@lru_cache(maxsize=256)
def no_page(office: str, service: str, code: str, day: str) -> bytes:
    """Why there is no number, and the ways on. Words of the address were checked by the door."""
    id, en = SENTENCES[code]
    wait = WAIT.format(office=office, service=service, day=day) if code == "sold_out" else ""
    return PAGE.format(id=id, en=en, office=office, service=service, wait=wait).encode()
