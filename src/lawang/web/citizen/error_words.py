"""Sentences for what is wrong with an answer or a photo: what to do, next to the field."""

from collections.abc import Mapping

from lawang.common.refusal import Refusal
from lawang.offices.catalogue import Text

WRONG_ANSWERS: dict[str, Text] = {
    "missing": Text("Mohon diisi.", "Please fill this in."),
    "too_short": Text("Terlalu pendek. Paling sedikit {least} huruf.",
                      "Too short. At least {least} characters."),
    "too_long": Text("Terlalu panjang. Paling banyak {most} huruf.",
                     "Too long. At most {most} characters."),
    "not_a_date": Text("Tulis tanggal, bulan, dan tahun. Contoh: 17-8-1990.",
                       "Write day, month and year. Example: 17-8-1990."),
    "not_a_moment": Text("Tulis tanggal dan jamnya. Contoh: 18-1-2021 22.30.",
                         "Write the day and the time. Example: 18-1-2021 22.30."),
    "in_the_future": Text("Tanggal ini belum tiba. Mohon periksa lagi.",
                          "This day has not come yet. Please check it."),
    "too_long_ago": Text("Tahunnya terlalu lama. Mohon periksa lagi.",
                         "The year is too long ago. Please check it."),
    "not_a_number": Text("Tulis dengan angka saja. Contoh: 4.",
                         "Please use digits only. Example: 4."),
    "too_small": Text("Paling sedikit {least}.", "At least {least}."),
    "too_big": Text("Paling banyak {most}.", "At most {most}."),
    "not_a_choice": Text("Mohon pilih salah satu.", "Please choose one."),
    "not_an_email": Text("Alamat email belum lengkap. Contoh: nama@contoh.id.",
                         "The e-mail address is not complete. Example: name@example.id."),
    "not_16_digits": Text("NIK berisi 16 angka. Yang diketik {length} angka.",
                          "A NIK has 16 digits. You typed {length}."),
    "bad_date": Text("Ada angka NIK yang keliru. Mohon cocokkan lagi dengan KTP-el atau KK.",
                     "Some digits of the NIK are wrong. Please compare it with the card."),
    "zero_serial": Text("Empat angka terakhir NIK tidak mungkin 0000. Mohon periksa lagi.",
                        "The last four digits of a NIK cannot be 0000. Please check."),
    "kk_not_16_digits": Text("Nomor KK berisi 16 angka. Yang diketik {length} angka.",
                             "A KK number has 16 digits. You typed {length}."),
    "kk_bad_date": Text("Ada angka nomor KK yang keliru. Mohon cocokkan lagi dengan KK.",
                        "Some digits of the KK number are wrong. Please compare it with the KK."),
    "kk_zero_serial": Text("Empat angka terakhir nomor KK tidak mungkin 0000.",
                           "The last four digits of a KK number cannot be 0000."),
    "phone_not_a_number": Text("Tulis nomor HP dengan angka. Contoh: 0812 3456 7890.",
                               "Write the mobile number in digits. Example: 0812 3456 7890."),
    "phone_too_short": Text("Nomor HP kurang angkanya. Contoh: 0812 3456 7890.",
                            "The number is too short. Example: 0812 3456 7890."),
    "phone_too_long": Text("Nomor HP kelebihan angka. Contoh: 0812 3456 7890.",
                           "The number is too long. Example: 0812 3456 7890."),
    "phone_foreign": Text("Pakai nomor Indonesia, diawali 08.",
                          "Please use an Indonesian number that begins with 08."),
    "phone_not_a_phone": Text("Ini bukan nomor HP. Contoh: 0812 3456 7890.",
                              "This is not a mobile number. Example: 0812 3456 7890."),
}  # fmt: skip

PHOTOS: dict[str, Text] = {
    "empty": Text("berkasnya kosong. Mohon foto sekali lagi.",
                  "the file is empty. Please take the photo again."),
    "too_big": Text("berkasnya lebih besar dari 15 MB. Mohon kirim foto biasa, bukan video.",
                    "the file is larger than 15 MB. Please send an ordinary photo."),
    "not_a_photo": Text("ini bukan foto atau PDF. Mohon foto suratnya dengan kamera HP.",
                        "this is no photo or PDF. Please photograph the paper."),
    "too_many_pixels": Text("fotonya terlalu besar. Mohon foto dengan kamera biasa.",
                            "the picture is too large. Please use the ordinary camera."),
    "broken": Text("fotonya rusak di jalan. Mohon kirim sekali lagi.",
                   "the photo was damaged on its way. Please send it again."),
    "too_many_pages": Text("sudah {most} foto untuk berkas ini. Hapus satu dulu.",
                           "there are {most} photos of this paper. Remove one first."),
    "unknown_paper": Text("berkas ini tidak diperlukan lagi.", "this paper is no longer needed."),
    "not_asked_again": Text("berkas ini tidak perlu dikirim ulang.",
                            "this paper need not be sent again."),
}  # fmt: skip

FAULTS: dict[str, Text] = {
    "blurred": Text("Fotonya kabur. Letakkan surat di meja dekat jendela, lalu tahan HP sebentar.",
                    "The photo is blurred. Put the paper on a table by a window and hold still."),
    "dark": Text("Fotonya gelap. Mohon foto di dekat jendela atau di luar.",
                 "The photo is dark. Please take it near a window or outside."),
    "locked": Text("PDF ini memakai kata sandi. Mohon kirim yang tanpa kata sandi.",
                   "This PDF has a password. Please send one without."),
    "too_many_pages": Text("PDF ini lebih dari 10 halaman. Mohon kirim yang diperlukan saja.",
                           "This PDF has more than 10 pages. Please send only what is needed."),
}  # fmt: skip
UNREADABLE = Text("Berkas ini tidak bisa kami buka. Mohon foto sekali lagi.",
                  "We cannot open this file. Please take the photo again.")  # fmt: skip


def said(table: Mapping[str, Text], no: Refusal, lang: str) -> str:
    """The sentence of a refusal, its facts filled in."""
    text = table.get(no.code)
    if text is None:
        return Text("Mohon periksa lagi.", "Please check this.").say(lang)
    return text.say(lang).format_map({key: str(value) for key, value in no.facts.items()})


def fault(code: str, lang: str) -> str:
    """What the worker found in a photo."""
    return FAULTS.get(code, UNREADABLE).say(lang)
