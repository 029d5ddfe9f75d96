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
# What no person's name holds, though a title may stand before it: "Assistant U.S. Attorney".
STATES = frozenset("U.S. US U.K. UK U.N. UN E.U. EU".split())
# Legal forms of many countries, which make a firm of any name as they are written.
LEGAL_FORMS = frozenset(
    "AG SE SA S.A. NV N.V. BV B.V. AB ASA A/S ApS Oyj SpA S.p.A. Srl SARL S.A.R.L. SAS GmbH KG KGaA KK "
    "Tbk PJSC OJSC JSC OOO PAO PLC LLP LLC Pty Bhd Sdn Inc Inc. Ltd Ltd. Corp Corp. Co.".split()
)
# What firms have: the name before it is no person's.
OWNED_BY_FIRMS = frozenset(
    "share stock store outlet branch factory plane airplane aircraft airliner jet flight jetliner plant "
    "shareholder creditor subsidiary spokesman spokeswoman spokesperson ceo executive employee customer "
    "franchise headquarters ipo warehouse refinery dealership brand product supermarket".split()
)
