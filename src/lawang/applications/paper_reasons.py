"""Ready reasons for sending a paper back: what is wrong and what to do, without blame."""

from lawang.offices.catalogue import Text

OTHER = "other"

PAPER_REASONS: dict[str, Text] = {
    "cut_off": Text(
        "Fotonya terpotong. Mohon foto ulang sampai keempat sudutnya terlihat.",
        "The photo is cut off. Please take it again with all four corners in view.",
    ),
    "blurred": Text(
        "Tulisannya belum terbaca. Mohon foto ulang di tempat terang dan tahan HP sebentar.",
        "The writing cannot be read. Please take it again in good light and hold still.",
    ),
    "dark": Text(
        "Fotonya terlalu gelap. Mohon foto ulang di dekat jendela.",
        "The photo is too dark. Please take it again near a window.",
    ),
    "copy": Text(
        "Ini foto fotokopi. Mohon foto surat yang asli.",
        "This is a photo of a copy. Please photograph the original.",
    ),
    "wrong_paper": Text(
        "Ini bukan surat yang diminta. Mohon kirim surat yang sesuai.",
        "This is not the paper asked for. Please send the right one.",
    ),
    "pages_missing": Text(
        "Ada halaman yang belum terlihat. Mohon kirim semua halamannya.",
        "A page is missing. Please send all pages.",
    ),
    "expired": Text(
        "Surat ini sudah lewat masa berlakunya. Mohon kirim yang masih berlaku.",
        "This paper is no longer valid. Please send one that is.",
    ),
    "differs": Text(
        "Isinya berbeda dengan yang diketik. Mohon periksa lagi, lalu kirim ulang.",
        "It differs from what was typed. Please check and send it again.",
    ),
    "unsigned": Text(
        "Tanda tangan atau capnya belum ada. Mohon lengkapi, lalu foto lagi.",
        "The signature or stamp is missing. Please complete it and take a new photo.",
    ),
}


def reason_text(key: str) -> Text:
    """The sentence of a ready reason; an unknown key asks to send it again."""
    again = Text("Mohon kirim ulang.", "Please send it again.")
    return PAPER_REASONS.get(key, again)


def said(reason: str, words: str, language: str = "id") -> str:
    """What the citizen reads about a paper: the ready sentence, then the officer's own words."""
    ready = reason_text(reason).say(language) if reason != OTHER or not words else ""
    return " ".join(part for part in (ready, words) if part)
