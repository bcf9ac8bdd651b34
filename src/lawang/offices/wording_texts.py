"""All sentences about an answer, Indonesian and English side by side. No logic here.

Short (at most fifteen words with everything filled in), polite, without blame, no codes.
"""

from lawang.offices.words import Text
from lawang.policy.model import Activity, Channel, Reason

SUBJECTS = {
    Channel.WEB: Text("Pengajuan lewat web", "Filing on the website"),
    Channel.WHATSAPP: Text("Layanan WhatsApp", "The WhatsApp service"),
    Channel.PHONE: Text("Layanan telepon", "The phone service"),
    Channel.COLLECTIVE: Text("Pengajuan lewat fasilitator", "Filing through the facilitator"),
    Channel.COUNTER: Text("Loket", "The counter"),
    Channel.POST: Text("Layanan pos", "The postal service"),
}
"""What is open or closed, by channel."""

ACTIVITY_SUBJECTS = {
    Activity.BOOK: Text("Pengambilan nomor antrean", "Taking a queue number"),
    Activity.PICKUP: Text("Pengambilan dokumen", "Document pickup"),
    Activity.HANDOVER: Text("Penyerahan berkas", "Handing in papers"),
    Activity.COMPLAIN: Text("Pengaduan", "The complaint service"),
}
"""What is open or closed when the activity matters more than the channel."""

AT_SITE = Text("{subject} di {site}", "{subject} at {site}")

OPEN = Text("{subject} buka.", "{subject} is open.")
OPEN_ALWAYS = Text("{subject} buka 24 jam.", "{subject} is open around the clock.")
OPEN_EXCEPTION = Text("{subject} buka untuk keperluan ini.", "{subject} is open for this purpose.")
HOURS = Text("Jam layanan {hours} {zone}.", "Hours are {hours} {zone}.")
LIMITED = Text("Dibatasi {limit} nomor sehari.", "Limited to {limit} numbers a day.")
SEND_NOW = Text("Bapak/Ibu bisa mengirim sekarang.", "You can send it now.")
HANDLED_FROM = Text("Kami proses mulai {opening}.", "We handle it from {opening}.")
HANDLED_LATER = Text("Kami proses setelah keadaan memungkinkan.", "We handle it as soon as we can.")

CLOSED_UNTIL = Text("{subject} tutup sampai {until}.", "{subject} is closed until {until}.")
CLOSED = Text(
    "{subject} tutup sampai ada pemberitahuan.", "{subject} is closed until further notice."
)

REFUSED = {
    Reason.NOT_OFFERED: Text(
        "{subject} tidak tersedia untuk layanan ini.",
        "{subject} is not available for this service.",
    ),
    Reason.SERVICE_SUSPENDED: Text(
        "{service} dihentikan untuk sementara.", "{service} is stopped for the time being."
    ),
    Reason.OUTSIDE_HOURS: Text("{subject} sedang tutup.", "{subject} is closed at this hour."),
    Reason.NOT_WORKING_DAY: Text(
        "{subject} tidak buka pada {day}.", "{subject} is closed on {day}."
    ),
    Reason.QUOTA_USED: Text(
        "Nomor antrean untuk {day} sudah habis.", "There are no numbers left for {day}."
    ),
    Reason.NEEDS_CONDITION: Text(
        "{subject} buka dengan syarat.", "{subject} is open on a condition."
    ),
    Reason.NOT_ELIGIBLE: Text(
        "Mohon maaf, syarat untuk cara ini belum terpenuhi.",
        "Sorry, the condition for this way is not met.",
    ),
    Reason.NEEDS_REGISTRATION: Text(
        "Bapak/Ibu perlu mengambil nomor antrean dulu.", "You need to take a queue number first."
    ),
    Reason.REGISTRATION_CLOSED: Text(
        "Pengambilan nomor antrean sedang tutup.", "Taking a queue number is closed now."
    ),
    Reason.BEYOND_HORIZON: Text(
        "Hari itu masih terlalu jauh. Pilih hari yang lebih dekat.",
        "That day is too far ahead. Please choose an earlier day.",
    ),
    Reason.LEAD_TIME: Text(
        "Hari itu terlalu dekat. Pilih hari yang lebih jauh.",
        "That day is too soon. Please choose a later day.",
    ),
    Reason.PICKUP_EXPIRED: Text(
        "Masa pengambilan dokumen ini sudah lewat. Hubungi kami, akan kami bantu.",
        "The time to collect this document is over. Contact us, we will help.",
    ),
    Reason.STOCK_OUT: Text("Blangko kartu sedang habis.", "We are out of blank cards."),
    Reason.SYSTEM_DOWN: Text("Sistem kami sedang terganggu.", "Our system is down at the moment."),
    Reason.RELOCATED: Text("Layanan ini pindah tempat.", "This service has moved."),
}
"""The state, for each refusal but `channel_closed`."""

NOT_THIS_OFFICE = Text(
    "Kantor ini tidak melayani {service}.", "This office does not offer {service}."
)
NOT_READY = Text("Dokumen belum siap diambil.", "The document is not ready yet.")
COLLECT_FROM = Text("Bisa diambil mulai {opening}.", "You can collect it from {opening}.")
MOVED_TO = Text("Silakan ke {place}.", "Please go to {place}.")
OPENS = Text("Buka lagi {opening}.", "It opens again on {opening}.")
CONDITION = Text("Bisa, kalau {conditions}.", "Possible on this condition: {conditions}.")
ASK_FIRST = Text(
    "Ada syarat khusus, tanyakan dulu kepada kami.", "There is a special condition, please ask us."
)
WAYS = Text("Bapak/Ibu bisa lewat {ways}.", "You can use {ways}.")
WAYS_FROM = Text(
    "Mulai {opening}, Bapak/Ibu bisa lewat {ways}.", "From {opening}, you can use {ways}."
)
SITE_WAY = Text("Bapak/Ibu bisa ke {site}.", "You can go to {site}.")
SITE_WAY_FROM = Text(
    "Bapak/Ibu bisa ke {site}. Bukanya {opening}.", "You can go to {site}. It opens on {opening}."
)

HEADLINES = {
    Reason.NOT_OFFERED: Text("Tidak dilayani di sini", "Not offered here"),
    Reason.CHANNEL_CLOSED: Text("Tutup sementara", "Temporarily closed"),
    Reason.SERVICE_SUSPENDED: Text("Dihentikan sementara", "Stopped for now"),
    Reason.OUTSIDE_HOURS: Text("Sedang tutup", "Closed at this hour"),
    Reason.NOT_WORKING_DAY: Text("Tutup hari ini", "Closed today"),
    Reason.QUOTA_USED: Text("Nomor habis", "No numbers left"),
    Reason.NEEDS_CONDITION: Text("Buka dengan syarat", "Open on a condition"),
    Reason.NOT_ELIGIBLE: Text("Syarat belum terpenuhi", "Condition not met"),
    Reason.NEEDS_REGISTRATION: Text("Perlu nomor antrean", "A queue number is needed"),
    Reason.REGISTRATION_CLOSED: Text("Pendaftaran sedang tutup", "Registration closed"),
    Reason.BEYOND_HORIZON: Text("Belum bisa dipilih", "Too far ahead"),
    Reason.LEAD_TIME: Text("Belum bisa", "Too soon"),
    Reason.PICKUP_EXPIRED: Text("Masa pengambilan lewat", "Collection time over"),
    Reason.STOCK_OUT: Text("Blangko habis", "Out of blank cards"),
    Reason.SYSTEM_DOWN: Text("Sistem terganggu", "System down"),
    Reason.RELOCATED: Text("Pindah tempat", "Moved"),
}
HEADLINE_OPEN = Text("Buka", "Open")
HEADLINE_LIMITED = Text("Buka terbatas", "Open, limited")
HEADLINE_DEFERRED = Text("Dikirim sekarang, diproses nanti", "Sent now, handled later")
HEADLINE_NOT_YET = Text("Belum buka", "Not open yet")

IN_FORCE = Text("Berlaku {since} sampai {until}.", "In force from {since} to {until}.")
IN_FORCE_ONE_DAY = Text("Berlaku {since} saja.", "In force on {since} only.")
IN_FORCE_OPEN = Text(
    "Berlaku mulai {since} sampai ada pemberitahuan.", "In force from {since} until further notice."
)
REVIEWED = Text("Ditinjau lagi {day}.", "It is reviewed on {day}.")
PLANNED = Text("Ini rencana, belum berlaku.", "This is a plan, not yet in force.")
REVOKED = Text("Pengumuman ini dicabut sebelum berlaku.", "This was taken back before it began.")
