"""A polite no. Codes and facts only; sentences are made in `offices/wording.py` and templates."""

from typing import ClassVar


class Refusal(Exception):
    """Something was refused, for a reason people can be told.

    `code` is a lower-case word, given or the class's own; `facts` are what a sentence may need
    (a limit, a count, a place). Facts never hold what a person typed, because they reach logs.
    """

    code: str
    default_code: ClassVar[str] = "refused"

    def __init__(self, code: str = "", **facts: object) -> None:
        self.code = code or self.default_code
        self.facts: dict[str, object] = facts
        super().__init__(self.code)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {self.facts!r})"
