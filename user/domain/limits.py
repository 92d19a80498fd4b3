"""Every limit of the user service."""

from __future__ import annotations

from datetime import timedelta

USERNAME_MIN = 3
USERNAME_MAX = 30
NAME = 64
BIO = 150
PRONOUNS = 32
LINKS = 5
LINK_TITLE = 30
PASSWORD_MIN = 10
PASSWORD_MAX = 128
MIN_AGE = 13
MAX_AGE = 130
FOLLOWING = 7_500
BLOCKS = 10_000
MUTES = 10_000
REQUESTS_COUNTED = 100
MUTUALS_SHOWN = 3
# How much of a list one page of a search looks through.
SEARCHED = 5_000
ACCEPT_CHUNK = 200
# Accounts offered for what somebody types, of so many best ones among so many with the prefix.
MATCHED = 8
MATCHED_BEST = 40
MATCHED_AMONG = 500
MENTIONED = 20
ERASE_CHUNK = 200

CODE_TRIES = 10
CODE_LIFE = timedelta(hours=1)
ENROLMENT_LIFE = timedelta(hours=1)
SESSION_LIFE = timedelta(days=90)
SEEN_EVERY = timedelta(hours=12)
DELETION_GRACE = timedelta(days=30)

# Tries: (how many, within which time). LIMITS_MULTIPLIER raises the numbers for load tests.
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LOG_IN_DEVICE = (10, QUARTER)
LOG_IN_PAIR = (10, QUARTER)
LOG_IN_ADDRESS = (100, HOUR)
LOG_IN_ACCOUNT = (100, HOUR)
SIGN_UP_ADDRESS = (60, HOUR)
RESEND_ACCOUNT = (5, HOUR)
PASSWORD_SESSION = (10, QUARTER)
EMAIL_CHANGE_ACCOUNT = (5, HOUR)
RESET_ADDRESS = (30, HOUR)
RESET_DEVICE = (10, HOUR)
RESET_MAILS = (5, HOUR)
RESET_TRY_ADDRESS = (60, HOUR)
# One guess in 333,333 is right: 30 a day from anywhere are right once in thirty years.
SECOND_FACTOR_DEVICE = (10, HOUR)
SECOND_FACTOR_PAIR = (10, HOUR)
SECOND_FACTOR_ACCOUNT = (10, HOUR)
SECOND_FACTOR_ACCOUNT_DAY = (30, timedelta(days=1))
SECOND_FACTOR_SESSION = (10, HOUR)
RECOVERY_CODE_PAIR = (20, HOUR)

# Asking for a reset takes this long, whether there is such an account or not.
RESET_TIME = timedelta(milliseconds=250)

MAIL_EVERY = timedelta(seconds=1)
FOLD_EVERY = timedelta(seconds=1)
RECOUNT_EVERY = timedelta(days=1)
PURGE_EVERY = timedelta(hours=1)
ERASE_EVERY = timedelta(seconds=30)
