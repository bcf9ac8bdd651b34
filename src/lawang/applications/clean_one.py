"""The child of `clean_paper`: one paper on stdin, its clean pictures on stdout.

Usage: python -m lawang.applications.clean_one KIND CPU_SECONDS MEMORY_BYTES
"""

import os
import resource
import sys

from lawang.applications.cleaning import clean_picture, pdf_pages
from lawang.applications.pictures import UNREADABLE_EXIT, BadPaper, Kind, pack, pack_refusal


def main(kind: Kind, cpu_seconds: int, memory: int) -> int:
    """Clean one paper under the ceilings; the exit code says whether there is an answer."""
    _limit(cpu_seconds, memory)
    content = sys.stdin.buffer.read()
    try:
        answer = pack(pdf_pages(content) if kind is Kind.PDF else [clean_picture(content)])
    except BadPaper as refusal:
        answer = pack_refusal(refusal)
    except Exception:  # whatever a decoder says about a stranger's bytes
        return UNREADABLE_EXIT
    sys.stdout.buffer.write(answer)
    return 0


def _limit(cpu_seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # citizens waiting for a page go first


if __name__ == "__main__":
    sys.exit(main(Kind(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
