"""Vocabulary of delivery failures: what a server's words are about.

All patterns are searched in what normalise returns, where addresses, host names and links are replaced by a word for
what they are, so that a name such as spam@example.com says nothing. Words of other languages: failure_languages.
"""

import re
from collections.abc import Set

MAX_LENGTH = 2000
"""Characters of a diagnostic that are judged."""
URL = re.compile(r"https?://[^\s<>\"')\]]{1,300}", re.IGNORECASE)
ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]=]{1,64}@([A-Za-z0-9.-]{1,200}[A-Za-z0-9])")
HOST = re.compile(r"(?<![\w.@-])((?:[A-Za-z0-9-]{1,63}\.){1,8}(?:[a-z]{2,12}|[A-Z]{2,6}))(?![\w-])")
IP_ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,7})(?![\w.])")
SPEAKER = re.compile(
    r"host \S{1,200}\s?(?:\[[^\]]{0,50}\])? said:|\(in reply to [^)]{1,60}\)"
    r"|(?:remote )?(?:host|server|system)"
    r"(?: (?:said|answered|responded|replied)|:? \S{1,200} [\[(][^\])]{0,50}[\])](?: reason)?): (?=[45]\d\d[ -])"
    r"|\bsmtp error from remote (?:mail )?server (?:after|for) rcpt to[^:,]{0,20}(?::<[^>]{1,254}>:?|,|:)"
    r"|^[\s<]{0,4}[^\s<>@]{1,64}@[^\s<>@]{1,250}?>?[:,] (?:error code ?:)?(?=[45]\d\d[ -])",
    re.IGNORECASE,
)
"""What the reporting server says about the server that refused, and for whom, before that server's own words."""
ACCUSING_URL = re.compile(
    r"spam|block|black|abuse|[bsr]bl\b|bl\.|reputation|polic|sender|barracuda|sorbs|uceprotect|ipcheck", re.IGNORECASE
)


def normalise(words: str, recipient: str = "", own_domains: Set[str] = frozenset()) -> str:
    """Return *words* with every address, host name and link replaced by a word for what it is.

    The words are recipient, sender (an address or host at one of *own_domains*), address, domain, stranger (a host
    that is not of the recipient's domain), ip-number and blocklist; a link that accuses nobody is left out.
    """
    text = SPEAKER.sub(" ", words[:MAX_LENGTH])
    text = URL.sub(lambda found: " blocklist " if ACCUSING_URL.search(found[0]) else " ", text)

    def name_address(found: re.Match[str]) -> str:
        is_own = any(is_related(found[1], own) for own in own_domains)
        return "recipient" if found[0].casefold() == recipient.casefold() else "sender" if is_own else "address"

    def name_host(found: re.Match[str]) -> str:
        if any(is_related(found[1], own) for own in own_domains):
            return "sender"
        return "domain" if not recipient or is_related(found[1], recipient.rpartition("@")[2]) else "stranger"

    text = IP_ADDRESS.sub(" ip-number ", ADDRESS.sub(name_address, text))
    return " ".join(HOST.sub(name_host, text).split())


def is_related(host: str, domain: str) -> bool:
    """Return whether *host* is *domain*, or one of the two lies below the other."""
    one, other = f".{host.casefold()}", f".{domain.casefold()}"
    return one.endswith(other) or (other.endswith(one) and "." in host)


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return the pattern that matches whatever one of *patterns* does, in any case."""
    return re.compile("|".join(patterns), re.IGNORECASE)


def either(alternatives: str) -> str:
    """Return the group of *alternatives*, which are parted by commas."""
    return f"(?:{'|'.join(part.strip() for part in alternatives.split(','))})"


WHO = either(
    "user(?:name)?, recipients?, mailbox, address, account, addressee, person, customer, destination, local[- ]?part,"
    " alias, inbox, employee, rcpt"
)
READER = either("recipient, mailbox, inbox, this user, addressee, you (?:tried|are trying) to reach")
NOT = either("does ?n.?t, does not, do not, did not, don.?t, dosn.?t")
GONE = either(
    rf"unknown, not (?:be )?found, n.t found, {NOT} (?:seem to )?exist, not exist, non-?existent, inexistent, no"
    rf" longer(?! than),"
    " unavailable, invalid, not (?:a )?(?:valid|known|local), not available, not recogni[sz]ed, undeliverable,"
    " discontinued, terminated, closed, deleted, removed, not listed"
)
DISABLED = either("disabled, inactive, deactivated, closed, terminated, discontinued, not active")

SENDER = any_of(
    r"(?<!return to )(?<!message to )(?<!back to )(?<!notify the )\bsenders?\b(?! (?:should|can|may|must|will)\b)",
    r"sender(?:id|address|domain)|mail ?from\b",
    r"(?:reply(?:[- ]to)?|envelope|bounce|return|from:?|server) (?:header |e-?mail )?address|\bfrom:|from header",
    r"envelope[- ]from|return[- ]?path|reverse[- ]path|originator|\b[eh][eh]lo\b|\bsending\b",
    r"(?:accept|allow|permit|refus|reject|receiv|tak)\w{0,4} (?:\S+ ){0,4}?from\b|may ?(?:not|n.t) (?:send|use)",
)
RELAY_ACCOUNT = any_of(
    r"\byour (?:(?:e-?mail|smtp|mail|sending|user|relay|own|trial|hosting|paid|free) )?"
    + either(
        "account, mailbox, ip, host, server, domain, address(?! ?book), network, connection, reputation, subscription,"
        " plan, credit, limit, quota, credential, user, organi[sz]ation, tenant, provider, licen[cs]e, identity"
    ),
    r"(?:customer|account|user) (?:number|plan|rights?|licence|type|key)\b",
    either(
        r"authenticat, authentification, credential, log[- ]?in\b, password, \bsasl\b, (?:un|not |n.t )authori[sz]ed,"
        r" permission, not permitted, (?:un|not |n.t )verified, sandbox, subscription, billing, payment, invoice,"
        r" \bcredits?\b, \btrial\b, licen[cs]e, (?:smtp|relay|submission|customer|client|api) (?:account|user),"
        r" not allowed, suppress, api key"
    ),
)
NETWORK = any_of(
    either(
        r"(?<![A-Za-z0-9_])ip(?![A-Za-z0-9_=:]), ip-number (?:\S+ ){0,3}?(?:not|n.t|refus|reject|denied),"
        r" \bnetwork\b, \brdns\b, reverse (?:dns|lookup|name), \bptr\b, connect(?:ion|ing|ed), client host,"
        r" dynamic , residential, \bloop, \bhops?\b, mx records? point, \btls\b, encrypt, certificate,"
        r" relay(?:ing)?\b(?! recipient| domain| table)"
    )
)
SERVER = any_of(
    r"(?<!name )server (?:\S+ ){0,2}?"
    + either(
        "unavailable, not available, not found, unknown(?! (?:user|recipient|mailbox|address)), unreachable, down"
    ),
    r"destination (?:is )?(?:not available|unavailable|unreachable)|server name|recipient.s \S+ ?(?:server|system)",
    r"recipient.s (?:server|provider|system)|\bport\b|(?:address|host|mx|dns) (?:record|family|key)|\bmx address",
    r"\bmigrat",
)
"""A machine that cannot be reached, ours or theirs."""
MESSAGE = any_of(
    either(
        r"\bheader, message[- ]id, list-(?:id|unsubscribe), \bb?cc\b, (?:mailing|distribution) list,"
        r" (?:white|allow|safe)[- ]?list, opted in, user agent, \b(?:number|count) of (?:recipients|addresses),"
        r" (?:recipient|address)s? count, quarantin, harvest, \battacks?\b, \bdate field, charset, encoding"
    )
)
"""A field of the message, or a list that is no directory of addresses."""
AUTHENTICATION = any_of(
    r"\bspf\b|dkim|dmarc|\bdane\b|\barc\b|sender ?id|alignment|aligned|spoof|forge|impersonat|unauthenticated"
)
POLICY = any_of(
    either(
        r"spam, junk, \bbulk\b, unsolicited, abus(?:e|ive), phish, malware, virus, content, polic(?:y|ies), reputation,"
        r" suspicio, suspect, complain, opt(?:ed)?[- ]?out, prohibit, forbidden, unwanted, advert, security, violat,"
        r" filter, unacceptable, compliance, restrict, external, outside"
    )
)
BLOCK_LIST = any_of(
    either(
        r"block, (?:black|deny|reject|ban) ?list, dnsbl, \b[ur]?rbl\b, (?<!not )(?<!n.t )listed (?:at|in|on|by|as),"
        r" is listed, delist, spamhaus, spamcop, barracuda, sorbs, uceprotect, cloudmark, invaluement, \bzen\b,"
        r" \bbann?(?:ed)?\b, \bbarred\b, look ?up ip-number"
    )
)
INACTIVE = any_of(r"(?:block|suspend|disabl|lock|deactivat)\w* (?:\S+ ){0,2}?(?:inactivity|disuse|non-?use)")
"""Some providers block a mailbox that its owner never looks at: that reader is gone."""
VERIFICATION = any_of(
    r"(?<!please )(?<!to )verif(?:y|ied|ication)(?! (?:the|that|your|its|for) )|(?:fail\w*|unable) to verify",
    r"call-?(?:out|back)|challenge",
)
RATE = any_of(
    either(
        r"\brates?\b, too (?:many|much|fast|often|quickly), throttl, limit, exceed, frequen, flood, slow(?:er)? down,"
        r" volume, unusual, concurren, \blater\b, temporar, gr[ae]y-?list, try again (?:in|after), timed? ?-?out,"
        r" deferred, \bbusy\b, overload, resources?, \bexpired\b, in progress, maintenance, not responding, no answer,"
        r" suspended, (?:just|right|for) now, \byet\b"
    )
)
MAILBOX_FULL = any_of(either(r"\bfull\b, quota, storage, \bspace\b, too (?:large|big), \bsize\b"))

RECIPIENT_GONE = any_of(
    rf"\b{WHO}\b[^\n]{{0,60}}?\b{GONE}",
    rf"\b{either('unknown, invalid, bad, illegal, non-?existent, incorrect, undeliverable, obsolete')} (?:\S+ )"
    rf"{{0,2}}?{WHO}\b",
    rf"no such (?:\S+ )?{WHO}|not (?:a |our )?(?:local |valid |known )?{WHO}|unrout?e?able",
    r"no (?:mailbox|account|user|recipient)s? (?:here |there )?(?:by|with|of|named|called) ",
    r"no (?:mailbox|user|account|valid recipients?) here",
    rf"(?:is ?n.?t|is not) (?:a|an|our|one of) (?:\S+ )?{WHO}|has no (?:\S+ )?(?:mailbox|account)",
    rf"{NOT} have (?:a|an|any) (?:\S+ )?(?:account|mailbox)|recipient no longer on|has left (?:the|our|this)",
    r"Recip(?:ient)?NotFound|RecipientDoesNotExist|NoSuchUser|NonExistentRecipient",
    r"(?:account|address|mailbox) (?:that )?you (?:tried|are trying|entered|want)[^\n]{0,40}"
    r"(?:exist|found|disabled|inactive)",
)
MAILBOX_DISABLED = any_of(rf"(?:{READER}|{WHO})[^\n]{{0,60}}?{DISABLED}|{DISABLED} {WHO}")
READER_DISABLED = any_of(
    rf"{READER}[^\n]{{0,60}}?{DISABLED}|{DISABLED} (?:mailbox|recipient)|user is terminated",
    rf"this account (?:\S+ ){{0,3}}?{DISABLED} (?:or|due|and)",
)
"""The same, where no code says that it is about the recipient: an account alone may be the relay's."""
STRANGER_GONE = any_of(
    r"stranger[:;,)]* (?:host |domain )?(?:not found|unknown|does ?n.t exist|does not exist)|name=stranger"
)
"""A host that is not the reader's cannot be found: it may be the relay."""
DOMAIN_GONE = any_of(
    rf"(?:domain|host)(?: name)?\b[^\n]{{0,50}}?(?:{NOT} exist|not (?:be )?found|unknown|non-?existent|no longer)",
    r"(?:unknown|no such|non-?existent|invalid) (?:\S+ )?(?:domain|host)|couldn.t find any host|null ?mx",
    rf"NonExistentDomain|NXDOMAIN|DomainNonexistent|{NOT} accept (?:any )?(?:e-?)?mail\b(?! from)",
)
ACCESS_DENIED = any_of(r"recipient address(?:es)? rejected ?: access denied")
