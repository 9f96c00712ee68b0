"""The English words beside a name that say what it is: signs of arms, offices, companies, groups, places and people.

Enters: nothing. Leaves: compiled expressions and sets of words for belief.py, over folded text (names.key_of:
lower case, hyphens and quotes are blanks), each for some dozen characters right before or after a name. It cannot see
a name.
"""

from __future__ import annotations

import re

COUNT_BEFORE = re.compile(
    r"(?:\d|\b(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|sixteen|"
    r"eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"dozens?|hundreds?|thousands?|scores?|several|many)(?: of)?)(?: (?:more|new|additional|extra|further|"
    r"other|used|second hand|modern|advanced|upgraded|its|the|their)){0,2} $"
)
EXACT_BEFORE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|dozens?|hundreds?|thousands?|million)(?: of)?)"
    r"(?: (?:more|new|additional|extra|further|used|"
    r"second hand|modern|advanced|upgraded|the|its)){0,2} $"
)
ARMS_WORD_AFTER = re.compile(
    r"s?[ ,]{1,2}(?:(?:long|short|medium|extended|lightweight|light|heavy|advanced|new|modern|multi|role|"
    r"multirole|range|guided|anti|tank|ship|air|aircraft|surface|to|ground|launched|based|"
    r"self|propelled|tracked|wheeled|main|battle|infantry|fighting|armou?red|combat|attack|coastal|defen[cs]e|"
    r"strike|precision|shoulder|fired|man|portable|stealth|transport|utility|"
    r"tactical|loitering|class|series|type|block|mk|\w+ \d+|[ivx]+|\d+[a-z]?\d*|family|of|armed|unmanned|"
    r"training|naval|trainer) ){0,5}$"
)
KIN_BEFORE = re.compile(r"(?:\b(?:made|built|produced|manufactured|supplied|type|designed|class)) $")
ALWAYS_AFTER = re.compile(
    r" (?:atgms?|manpads|sams?|ucavs?|uavs?|ifvs?|apcs?|mbts?|mlrs|spgs?|air defen[cs]e|anti (?:tank|ship|"
    r"aircraft|air|armou?r|missile|radiation|submarine)|armou?red|main battle|"
    r"block \d|mk \d|mk ?[ivx]+|(?:surface|air|ground) (?:to|launched)|fighting vehicle|coastal defen[cs]e|"
    r"class (?:frigate|destroyer|corvette|submarine|patrol|ship|boat))"
)
HOURS = re.compile(r" (?:hours?|minutes?|seconds?|days?|weeks?|years?|minus)\b")
ROAD_AFTER = re.compile(
    r" (?:motorway|highway|road|junction|corridor|line|bus|train|near|between|visa|visas)\b"
)
DOG_AFTER = re.compile(
    r" (?:unit|units|officer|officers|dog|dogs|handler|handlers|team|teams|squad|division|search|named|partner)\b"
)
CLASS_AFTER = re.compile(r" (?:class|type|design|family|model|version|variant)\b")
CLASS_BEFORE = re.compile(r"\b(?:class|type|model|version|variant)(?: of)? $")
PEOPLE = frozenset({"senator", "ranger", "commando", "guardian", "marine", "scout", "raider"})
"""Names of weapons that are people too."""
THE_BEFORE = re.compile(
    r"\b(?:the|an?|its|their|our|his|this|that|these|those|first|second|third|fourth|fifth|last|new|old|older|used|more|each"
    r"|every|any|no|one|another|modern|armed|upgraded|latest|ageing|aging|second hand) $"
)
"""What stands before a thing, and before no town."""
CAPITAL_AFTER = re.compile(r" ([A-Z][a-z]{2,})\b")
"""A word in capitals right after a name."""
FIRM_AFTER = re.compile(
    r" (?:firm|company|yard|shipyard|group|maker|factory|plant|region|province|coast|border)\b"
)
BAND = re.compile(r" (?:song|album|band|concert|tour|hit|single|singer|frontman|guitarist)\b")
ACT_AFTER = re.compile(
    r" (?:act|day|park|stadium|lake|island|river|street|road|university|college|school|county|city|team|fans?|"
    r"coach|quarterback|players?|season|game|club|league|museum|movie|film|news)\b"
)
FIGHTER_VETO = re.compile(
    r"\b(?:foreign|rebel|rebels|militants?|insurgents?|kurdish|islamic state|isis|isil|taliban|islamist|"
    r"jihadi|jihadist|resistance|freedom|fire|wagner|chechen|syrian|palestinian|"
    r"hamas|hezbollah|houthi|militia|al qaeda|qaida|peshmerga|ypg|pkk|opposition|separatist|pro \w+|tribal|"
    r"sunni|shia|shiite|guerrilla|armed|professional|prize|street|ufc|mma|crime|drug|"
    r"shabaab|boko haram|lebanese|afghan|somali|mercenary|ukrainian|azov|volunteer|female|crime|trained|"
    r"returning|enemy|dead|bull) $"
)
FIGHTER_AFTER = re.compile(
    r" (?:were (?:killed|wounded|injured|captured|arrested|trained|reported)|was killed|who|killed|wounded|"
    r"died|loyal|from|dead|including|have been (?:killed|trained)|had been (?:killed|trained))\b"
)
PART_ARMS_BEFORE = re.compile(r"\b(?:weapons?|military|missile|arms|defen[cs]e|munitions?|armament) $")
KEEPS_OUT = frozenset({"support", "software", "fuel", "license", "tourniquet"})
TITLE = re.compile(
    r"\b(?:president|ministers?|secretary|ambassador|spokes(?:man|woman|person)|chancellor|premier|king|"
    r"general|gen\.|lt\.|maj\.|col\.|colonel|senators?|sen\.|sens\.|rep\.|reps\.|representatives?|"
    r"congress(?:man|woman)|admiral|adm\.|chief|leader|envoy|commissioner|adviser|advisor|commander|director|"
    r"chairman|marshal|under ?secretary|governor|pm|fm)(?: of (?:state|defen[cs]e|war|the navy|the army|"
    r"the air force))?,? $"
)
COMPANY_AFTER = re.compile(
    r"(?:,? (?:company|firm|corporation|corp\b|inc\b|ltd|llc|plc|ag\b|gmbh|group\b|industries|holding|shares|"
    r"systems\b|aerospace|shipyards?|executives?|ceo|chief executive|factory|plant|subsidiary))"
    r"|(?: s)? (?:said in a (?:statement|press)|won|wins|is building|will build|builds|manufactures|produces|"
    r"makes|made|produced|built)\b"
)
COMPANY_BEFORE = re.compile(
    r"\b(?:company|firm|maker|manufacturer|contractor|builder|shipbuilder|giant|producer|conglomerate|"
    r"subsidiary|made by|built by|produced by|manufactured by|supplied by|developed by|"
    r"contract (?:with|to)|unit of|arm of|shares (?:of|in)|and maker)(?: (?:israel s|israeli|german|turkish|"
    r"french|russian|south korean|indian|polish|chinese|american|canadian|belgian|czech))?(?: the)? $"
)
GROUP_SIGN = re.compile(
    r" (?:rebels?|militants?|group|forces|fighters|militia|alliance|members?|summit|bloc|mercenar\w+|troops|"
    r"gunmen|insurgents|battalion|brigade|regiment|states|countries|observers|peacekeepers|format|meeting|"
    r"loans?)\b"
)
GROUP_BEFORE = re.compile(
    r"\b(?:rebels?|militants?|group|militia|alliance|members? of(?: the)?|mercenary group|mercenar\w+|bloc|"
    r"organi[sz]ation) $"
)
TITLES_WORDS = frozenset(
    [
        "president",
        "minister",
        "prime",
        "defence",
        "defense",
        "foreign",
        "secretary",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chancellor",
        "premier",
        "king",
        "queen",
        "prince",
        "general",
        "gen",
        "lt",
        "maj",
        "col",
        "colonel",
        "senator",
        "sen",
        "rep",
        "representative",
        "congressman",
        "congresswoman",
        "admiral",
        "adm",
        "chief",
        "leader",
        "envoy",
        "commissioner",
        "adviser",
        "advisor",
        "commander",
        "director",
        "chairman",
        "marshal",
        "governor",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "state",
        "deputy",
        "vice",
        "acting",
        "former",
        "then",
        "interior",
        "party",
        "prime-minister",
        "rear",
        "captain",
        "major",
        "sergeant",
        "lord",
        "baroness",
        "dame",
        "speaker",
        "counterpart",
        "republican",
        "republicans",
        "democrat",
        "democrats",
        "democratic",
        "conservative",
        "labour",
        "undersecretary",
        "assistant",
        "national",
        "security",
        "russian-backed",
        "us",
        "and",
        "the",
        "a",
        "but",
        "when",
        "if",
        "as",
        "while",
        "for",
        "from",
        "in",
        "on",
        "at",
        "by",
        "to",
        "of",
        "with",
        "said",
        "says",
        "after",
        "before",
        "because",
        "since",
        "until",
        "also",
        "yet",
        "still",
        "now",
        "today",
        "although",
        "however",
        "meanwhile",
        "under",
        "over",
        "between",
        "against",
        "without",
        "like",
        "unlike",
        "both",
        "that",
        "this",
        "these",
        "those",
        "where",
        "who",
        "how",
        "why",
        "what",
        "it",
        "he",
        "she",
        "they",
        "his",
        "her",
        "its",
        "their",
        "our",
        "we",
        "i",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "earlier",
        "later",
        "on-line",
        "minister's",
        "mayor",
        "ministers",
        "presidents",
        "president-elect",
        "including",
        "both",
        "only",
        "even",
        "neither",
        "either",
        "nor",
        "or",
        "so",
        "than",
        "all",
        "one",
        "two",
        "new",
        "last",
        "next",
        "no",
        "not",
        "yes",
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "thanks",
        "given",
        "despite",
        "during",
        "through",
        "about",
        "into",
        "onto",
        "near",
        "across",
        "inside",
        "outside",
        "around",
        "manufacturer",
        "maker",
        "giant",
        "company",
        "firm",
        "contractor",
        "shipbuilder",
        "builder",
    ]
)
WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*\.?) $")
WORD_AFTER = re.compile(r" ([^\W\d_][\w'’-]*)")
INSTITUTIONS = frozenset(
    [
        "armed",
        "forces",
        "army",
        "navy",
        "air",
        "defence",
        "defense",
        "ministry",
        "government",
        "parliament",
        "president",
        "minister",
        "prime",
        "king",
        "foreign",
        "royal",
        "military",
        "embassy",
        "police",
        "special",
        "coast",
        "marine",
        "marines",
        "national",
        "state",
        "republic",
        "dream",
        "intelligence",
        "border",
        "civil",
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "for",
        "to",
        "from",
        "is",
        "was",
        "has",
        "security",
        "council",
        "security's",
        "ground",
        "land",
        "ambassador",
        "troops",
        "tanks",
        "s",
        "u",
        "us",
        "uk",
        "north",
        "south",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "street's",
        "times",
    ]
)
AMERICAN = re.compile(
    r"\b(?:atlanta|savannah|kemp|raffensperger|ossoff|warnock|fulton county|gwinnett|stacey abrams|macon|"
    r"peach state|georgians? voters|u s senate|governor|gov\.|republicans?|democrats?|"
    r"primary|primaries|delegates|electors?|electoral|alabama|florida|south carolina|north carolina|tennessee|"
    r"mississippi|texas|ohio|virginia|michigan|pennsylvania|arizona|nevada|wisconsin|iowa|"
    r"congressional district|ga\.|georgia tech|university of georgia|bulldogs|fort benning|fort stewart|"
    r"fort moore|warner robins|marietta|county)\b"
)
CAUCASIAN = re.compile(
    r"\b(?:tbilisi|georgian|georgians|saakashvili|abkhazia|south ossetia|ossetia|armenia|azerbaijan|caucasus|"
    r"moldova|ukraine|kobakhidze|ivanishvili|zourabichvili|margvelashvili|batumi|"
    r"garibashvili|russia|kyiv|moscow|soviet|eastern partnership|turkey|kvirikashvili)\b"
)
US_OBJECT = re.compile(
    r"\b(?:about|contact|follow|tell|give|let|join|help|trust|show|make|makes|made|of|all|both|told|gave|"
    r"between|email|with|among) $"
)
GIVEN_NAMES = frozenset(
    {
        "Chad",
        "Jordan",
        "Georgia",
        "Victoria",
        "Sofia",
        "Salvador",
        "Kit",
        "Holland",
        "Wellington",
        "Kingston",
        "Israel",
        "Austin",
    }
)
BUYS = re.compile(
    r"\b(?:buy|buys|bought|buying|orders?|ordered|acquires?|acquired|delivers?|delivered|receives?|received|"
    r"gets?|sells?|sold|sends?|sent|donates?|donated|wants?|supplies|supplied|ships|shipped"
    r"|purchases?|purchased)(?: (?:its|their|the|more|new|used|first|\d+|[a-z]+teen|[a-z]+ty|\w+ (?:more|"
    r"new))){0,2} $"
)
CAP_WORDS = frozenset(
    {
        "IS",
        "IT",
        "AS",
        "AN",
        "OR",
        "NO",
        "IN",
        "ME",
        "SO",
        "AM",
        "WHO",
        "ACT",
        "CAN",
        "MAY",
        "ARM",
        "SAFE",
        "AID",
        "HIT",
        "EDGE",
        "FAME",
        "CAR",
        "MAN",
        "OAK",
        "RAM",
        "TOW",
        "HARM",
        "PULS",
        "ROCKS",
        "MALE",
        "ALL",
    }
)
ARMED = frozenset({"I", "II", "III", "IV", "V", "VI", "VII"})
EXPORTERS = frozenset(
    ["US", "RU", "FR", "GB", "DE", "SE", "CN", "IT", "KR", "IN", "PK", "TR", "JP", "IL", "UA", "SU", "ES"]
)
ARMS_OTHER_NOT = frozenset(
    {
        "fuel",
        "field hospital",
        "software",
        "support",
        "generator",
        "hospital",
        "ship",
        "boat",
        "truck",
        "satellite",
        "equipment",
        "camera",
        "vehicle",
    }
)
ARMS_PARTS = frozenset(
    {"launcher", "interceptor", "warhead", "radar", "rocket motor", "guidance kit", "missile launcher", "pod"}
)
