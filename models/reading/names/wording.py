"""Word lists that tell organisations from people by the words beside a name."""

from models.reading.doc import ActorKind

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady madam mme mlle monsieur herr frau senor senora señor "
    "señora don doña rev fr prof professor sheikh sheik shaykh imam ayatollah mullah maulana alhaj alhaji "
    "alhajj haji hajia swami shri shrimati smt datuk engr atty".split()
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
# What no person's name contains, though a title may come before it: "Assistant U.S. Attorney".
STATES = frozenset("U.S. US U.K. UK U.N. UN E.U. EU".split())
# Legal forms of many countries, which make a firm of any name as they are written.
LEGAL_FORMS = frozenset(
    "AG SE SA S.A. NV N.V. BV B.V. AB ASA A/S ApS Oyj SpA S.p.A. Srl SARL S.A.R.L. SAS GmbH KG KGaA KK "
    "Tbk PJSC OJSC JSC OOO PAO PLC LLP LLC Pty Bhd Sdn Inc Inc. Ltd Ltd. Corp Corp. Co.".split()
)
# What firms have: the name before it isn't a person's.
OWNED_BY_FIRMS = frozenset(
    "share stock store outlet branch factory plane airplane aircraft airliner jet flight jetliner plant "
    "shareholder creditor subsidiary spokesman spokeswoman spokesperson ceo executive employee customer "
    "franchise headquarters ipo warehouse refinery dealership brand product supermarket".split()
)
# A person's name before one of these does not make an organisation of the person.
FOLLOWING = frozenset(
    "administration government regime campaign team family presidency cabinet era dynasty camp "
    "foundation estate office staff entourage doctrine clan household wing state media".split()
)
# A name after one of these is a firm's: "retailer X".
TRADES = frozenset(
    "retailer airline carrier company firm bank insurer manufacturer automaker carmaker broadcaster "
    "newspaper magazine daily weekly tabloid website supermarket chain brand group giant conglomerate "
    "consultancy brewer miner refiner airliner startup network station channel agency party "
    "publisher operator subsidiary contractor supplier lender maker chipmaker drugmaker planemaker "
    "toymaker watchmaker shipbuilder homebuilder utility bookmaker wholesaler exporter".split()
)
# Trades of people too: a name after one is a firm's unless it begins with a given name.
TRADES_OF_ALL = frozenset("builder developer distributor printer carpenter importer".split())
# What is called by its name behind "of": "the island of X", "the town of X".
PLACE_OF_NAME = frozenset(
    "island isle town village city province region district port county municipality hamlet suburb "
    "archipelago state capital peninsula township settlement borough resort commune department "
    "neighbourhood neighborhood enclave territory governorate prefecture kingdom emirate".split()
)
TRAVELLING = frozenset(
    "travel fly drive sail go head depart move flee evacuate ship deport transfer relocate commute "
    "flight trip journey road train bus ferry route pilgrimage trek airlift voyage railway summon escort".split()
)
# Bodies that a country's name begins: the Norwegian Geological Survey.
NATIONAL = frozenset(
    "survey corps guard guards airlines airways society mint archives observatory".split()
)
NO_NAMES = frozenset("JJ RB IN VBD VBZ PRP DT UH WP MD CC".split())
BEFORE_A_PLACE = frozenset("New Old North South East West Great".split())
MEDIA = frozenset("television tv radio newspaper daily magazine newswire".split())
IN_SOMEBODY = frozenset(
    "confidence faith trust belief believe interest stake share hope invest disappointed confide".split()
)
NATURAL = frozenset(
    "earthquake quake tremor storm typhoon hurricane cyclone tsunami flood landslide tornado wildfire "
    "drought blizzard aftershock avalanche".split()
)
LOCAL = frozenset("in at near around outside inside across throughout".split())
# Who rules a country: the name after "of" is a country's.
RULING = frozenset(
    "mayor governor premier chancellor king queen emperor emir sultan pm republic".split()
)
# What only a body is called by, never a person: "the militant group X".
BODIES_ONLY = frozenset(
    "group party company firm militia gang retailer airline newspaper insurer faction".split()
)
# Legal forms that come before a firm's name.
FIRMS_BEFORE = frozenset("PT CV OAO OOO PAO ZAO".split())
# Who belongs to a team: the name before such a noun is the team's.
OF_A_TEAM = frozenset(
    "coach midfielder striker winger goalkeeper defender fly-half skipper prop".split()
)
SHIPBORNE = frozenset("crew captain sinking wreck deck hull".split())
# What makes a place of a name behind it, though no person's: Port Tarnov, Cape Velin.
GEOGRAPHY = frozenset("camp cape fort ft ft. isle lake mount mt mt. port".split())
