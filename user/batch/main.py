"""The schedule of user."""

from __future__ import annotations

from user.batch.erase_accounts import ERASE_ACCOUNTS
from user.batch.fold_follow_counts import FOLD_FOLLOW_COUNTS
from user.batch.purge import PURGE
from user.batch.recount_follows import RECOUNT_FOLLOWS
from user.batch.send_mail import SEND_MAIL

JOBS = [SEND_MAIL, FOLD_FOLLOW_COUNTS, RECOUNT_FOLLOWS, PURGE, ERASE_ACCOUNTS]
