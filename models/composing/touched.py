"""What may have to be composed anew, as whatever alters something says it."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Touched:
    """Numbers of what was touched."""

    tellings: set[int] = field(default_factory=set)
    forms: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    reread: set[int] = field(default_factory=set)
    """Forms of which the reading may say something else now."""

    def __or__(self, other: "Touched") -> "Touched":
        """What one or the other has touched."""
        return Touched(
            self.tellings | other.tellings,
            self.forms | other.forms,
            self.documents | other.documents,
            self.reread | other.reread,
        )
