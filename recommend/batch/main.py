"""The jobs of recommend: `JOBS` run by the clock, `REBUILDS` when somebody asks (`python -m recommend.batch NAME`)."""

from __future__ import annotations

from recommend.batch.rebuild import REBUILDS
from recommend.batch.recount_followers import RECOUNT_FOLLOWERS

JOBS = [RECOUNT_FOLLOWERS]
ALL = [*JOBS, *REBUILDS]
