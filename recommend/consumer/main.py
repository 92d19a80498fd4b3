"""The background side of recommend: what it listens to and its jobs."""

from __future__ import annotations

from kit.events.consumer import Subscription
from kit.worker import Worker
from recommend.batch.main import JOBS
from recommend.consumer import handlers

WORKER = Worker(
    "recommend",
    subscriptions=[
        Subscription("user.account_created", handlers.on_account_created),
        Subscription("user.account_changed", handlers.on_account_changed),
        Subscription("user.account_deleted", handlers.on_account_deleted),
        Subscription("user.follow_changed", handlers.on_follow_changed),
        Subscription("user.blocked", handlers.on_blocked),
        Subscription("user.unblocked", handlers.on_unblocked),
        Subscription("user.muted", handlers.on_muted),
        Subscription("user.unmuted", handlers.on_unmuted),
        Subscription("content.post_created", handlers.on_post_created),
        Subscription("content.post_archived", handlers.on_post_archived),
        Subscription("content.post_unarchived", handlers.on_post_unarchived),
        Subscription("content.post_deleted", handlers.on_post_deleted),
    ],
    jobs=JOBS,
)
