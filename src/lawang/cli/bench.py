"""./lawang bench NAME [--small]: one module per measurement in lawang/cli/benches."""

import importlib
import sys
from pathlib import Path

BENCHES = Path(__file__).parent / "benches"


def main(words: list[str]) -> int:
    """Hand over to lawang.cli.benches.NAME.main(words); 2 when there is no such measurement."""
    names = sorted(path.stem for path in BENCHES.glob("[!_]*.py"))
    name = words[0].replace("-", "_") if words else ""
    if name not in names:
        print(f"lawang bench: pilih satu / choose one: {', '.join(names) or '-'}", file=sys.stderr)
        return 2
    result: int = importlib.import_module(f"lawang.cli.benches.{name}").main(words[1:])
    return result
