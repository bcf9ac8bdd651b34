"""./lawang COMMAND: imports the command's module and nothing else: `ask` must start fast."""

import importlib
import sys

COMMANDS = {
    "up": "menjalankan Lawang / run the pages and the worker",
    "ask": "bertanya pada kebijakan / ask the policy one question",
    "test": "menguji semuanya / everything that can be tested here",
    "bench": "mengukur / measure against the floor of the same run",
    "doctor": "memeriksa pengaturan / say what is misconfigured",
    "backup": "mencadangkan / save database and files",
    "restore": "memulihkan / bring a backup back",
}


def main(words: list[str]) -> int:
    """Run one command; the exit code is the command's own, 2 for a word that is no command."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_usage())
        return 0 if words else 2
    if words[0] not in COMMANDS:
        print(f"lawang: tidak ada perintah “{words[0]}” (no such command).", file=sys.stderr)
        print(_usage(), file=sys.stderr)
        return 2
    try:
        command = importlib.import_module(f"lawang.cli.{words[0]}")
    except ModuleNotFoundError as missing:
        if missing.name != f"lawang.cli.{words[0]}":
            raise
        print(f"lawang: “{words[0]}” belum dibuat (not built yet).", file=sys.stderr)
        return 2
    result: int = command.main(words[1:])
    return result


def _usage() -> str:
    lines = [f"  ./lawang {name:<8} {what}" for name, what in COMMANDS.items()]
    return "\n".join(["Perintah / commands:", *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
