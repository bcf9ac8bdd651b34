"""The recorded voice of the hall: number clips made once with espeak-ng, kept as small files.

    python -m lawang.cli.make_voice       (Debian: apt install espeak-ng sox libsox-fmt-mp3)

Run by whoever changes the voice, never by an office: the clips are in the repository, so a hall
depends on no voice of a television. `static/layar-suara.js` joins them ("nomor antrean, A, dua,
puluh, tujuh, silakan ke loket, satu"). A studio recording may replace any file of the same name.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lawang.cli.options import Stop

FOLDER = Path(__file__).resolve().parents[1] / "web" / "static" / "suara"
MOST_BYTES = 300_000
SPEED, PITCH = "135", "45"
"""Words a minute, and espeak's pitch of 0 to 99: slow and calm, for a hall that echoes."""

LETTERS = {
    "A": "a", "B": "bé", "C": "cé", "D": "dé", "E": "é", "F": "éf", "G": "gé", "H": "ha",
    "I": "i", "J": "jé", "K": "ka", "L": "él", "M": "ém", "N": "én", "O": "o", "P": "pé",
    "Q": "ki", "R": "ér", "S": "és", "T": "té", "U": "u", "V": "fé", "W": "wé", "X": "éks",
    "Y": "yé", "Z": "zét",
}  # fmt: skip
NUMBERS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
WORDS = {
    "nomor": "nomor antrean",
    "loket": "silakan ke loket",
    "belas": "belas",
    "puluh": "puluh",
    "ratus": "ratus",
    "seratus": "seratus",
}


def clips() -> dict[str, str]:
    """File name without its ending, to the words that are spoken."""
    letters = {f"huruf-{letter.lower()}": said for letter, said in LETTERS.items()}
    numbers = {str(number): said for number, said in enumerate(NUMBERS)}
    return WORDS | numbers | letters


def main() -> int:
    """Make every clip anew; says how large they are together. Raises Stop without the programs."""
    for program in ("espeak-ng", "sox"):
        if shutil.which(program) is None:
            raise Stop(f"{program} tidak ada; di Debian: apt install espeak-ng sox libsox-fmt-mp3")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        for name, said in clips().items():
            _make(Path(room) / "clip.wav", FOLDER / f"{name}.mp3", said)
        _chime(FOLDER / "bel.mp3")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.mp3"))
    print(f"{len(clips()) + 1} klip, {size} byte")
    return 0 if size <= MOST_BYTES else 1


def _make(wav: Path, clip: Path, said: str) -> None:
    """Speak, cut the silence at both ends, make all equally loud."""
    speak = ["espeak-ng", "-v", "id", "-s", SPEED, "-p", PITCH, "-w", str(wav), said]
    subprocess.run(speak, check=True)
    cut = ["silence", "1", "0.01", "0.1%"]
    edges = [*cut, "reverse", *cut, "reverse", "pad", "0.02", "0.06"]
    sound = ["norm", "-3", *edges, "rate", "22050"]
    subprocess.run(["sox", "-q", str(wav), "-C", "32", str(clip), *sound], check=True)


def _chime(clip: Path) -> None:
    """Two falling notes, so that people look up before the number is said."""
    notes = ["synth", "0.9", "sine", "660", "sine", "523", "fade", "0", "0.9", "0.7"]
    shape = ["remix", "1,2", "norm", "-6"]
    subprocess.run(
        ["sox", "-q", "-n", "-r", "22050", "-C", "32", str(clip), *notes, *shape], check=True
    )


if __name__ == "__main__":
    sys.exit(main())
