"""Words that tell organisations and people apart by what stands beside a name."""

from models.reading.doc import ActorKind

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady madam mme mlle monsieur herr frau senor senora señor "
    "señora don doña rev fr prof professor sheikh imam ayatollah mullah".split()
)
# What a government has: the adjective before such a noun is its country, not a part of the name.
GENERIC = frozenset(
    "ministry army military government parliament police navy cabinet embassy consulate senate "
    "authorities intelligence treasury airforce legislature presidency court congress office forces "
    "force media television state".split()
)
# Endings that make a firm of any name.
CORPORATE = frozenset(
    "inc inc. corp corp. ltd ltd. llc plc group holdings holding co co. company gmbh limited "
    "corporation bhd".split()
)
# What firms have: the name before it is no person's.
OWNED_BY_FIRMS = frozenset(
    "share stock store outlet branch factory plane airplane aircraft airliner jet flight jetliner plant "
    "shareholder creditor subsidiary spokesman spokeswoman spokesperson ceo executive employee customer "
    "franchise headquarters ipo warehouse refinery dealership brand product supermarket".split()
)
