"""Words that cannot be chosen."""

from __future__ import annotations

from zxcvbn.frequency_lists import FREQUENCY_LISTS

# Shorter ones fail by their length already.
COMMON_PASSWORDS = frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= 10)

# First path segments of the site, present and to come, and names that would pass for us.
_RESERVED = """
about account accounts activity ads admin administrator api app archive assets auth blog business careers cdn chat
comment comments contact content cookies create dashboard data default deleted developer developers direct directory
docs download edit email embed everyone everybody example explore faq favicon.ico feed feedback followers following
graphql guest guidelines hashtag hashtags health help here home host image images inbox index info install jobs
legal like likes live local localhost location locations login logout mail mailbox manage manifest media
media.server media_server mention mentions message messages metrics mockstagram mockstagram.official moderator
nametag new news newsletter notification notifications null oauth oembed official offline ops owner page pages
password photo photos places policy post postmaster posts press privacy profile profiles public push qr reaction
recommend reel reels region register replication report reports reset robots.txt root rss safety saved search
security self sessions settings share shop sign.in sign.up sign_in sign_up signin signout signup sitemap.xml socket
staff static status stories story suggested suggestions support suspended system tag tagged tags team terms test
tos trending trust unavailable undefined update upload uploads user username users verification verified verify
video videos web webmaster well_known www you
"""
RESERVED_USERNAMES = frozenset(_RESERVED.split())
