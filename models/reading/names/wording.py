"""Word lists that tell organisations from people by the words beside a name."""

from models.reading.doc import ActorKind
from models.reading.labels import Tag
from models.reading.lexicon.classes import word_class

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
HONORIFICS = word_class("address.honorific")
# What a government has: the adjective before such a noun is its country, not a part of the name.
GENERIC = word_class("body.state.generic")
# Endings that make a firm of any name.
CORPORATE = word_class("firm.corporate")
# What no person's name contains, though a title may come before it: "Assistant U.S. Attorney".
STATES = word_class("state.acronym")
# Legal forms of many countries, which make a firm of any name as they are written.
LEGAL_FORMS = word_class("firm.legal_form")
# What firms have: the name before it isn't a person's.
OWNED_BY_FIRMS = word_class("firm.owned")
# A person's name before one of these does not make an organisation of the person.
FOLLOWING = word_class("name.following")
# A name after one of these is a firm's: "retailer X".
TRADES = word_class("firm.trade")
# Trades of people too: a name after one is a firm's unless it begins with a given name.
TRADES_OF_ALL = word_class("firm.trade_of_all")
# What is called by its name behind "of": "the island of X", "the town of X".
PLACE_OF_NAME = word_class("place.noun")
TRAVELLING = word_class("verb.travel")
# Bodies that a country's name begins: the Norwegian Geological Survey.
NATIONAL = word_class("body.national")
NO_NAMES = frozenset(
    (Tag.JJ, Tag.RB, Tag.IN, Tag.VBD, Tag.VBZ, Tag.PRP, Tag.DT, Tag.UH, Tag.WP, Tag.MD, Tag.CC)
)
BEFORE_A_PLACE = word_class("place.before")
MEDIA = word_class("outlet.before")
IN_SOMEBODY = word_class("noun.in_somebody")
NATURAL = word_class("happening.natural")
LOCAL = word_class("prep.local")
# Who rules a country: the name after "of" is a country's.
RULING = word_class("person.ruling")
# What only a body is called by, never a person: "the militant group X".
BODIES_ONLY = word_class("body.only")
# Legal forms that come before a firm's name.
FIRMS_BEFORE = word_class("firm.form_before")
# Who belongs to a team: the name before such a noun is the team's.
OF_A_TEAM = word_class("person.of_team")
SHIPBORNE = word_class("ship.part")
# What makes a place of a name behind it, though no person's: Port Tarnov, Cape Velin.
GEOGRAPHY = word_class("name.geography")
