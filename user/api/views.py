"""Domain values as the contract shows them."""

from __future__ import annotations

from typing import cast

import msgspec

from user.api import record_schemas, schemas
from user.api.second_factor_schemas import SecondFactor
from user.domain import model
from user.domain.queries.accounts import access
from user.domain.queries.sessions import Opened
from user.domain.repository.records import AccountRecord, BlockRecord, EdgeRecord, MuteRecord


def avatar_view(avatar: model.Avatar | None) -> schemas.Avatar | None:
    if avatar is None:
        return None
    return schemas.Avatar(
        media_id=avatar.media_id,
        home=avatar.home,
        key=avatar.key,
        width=avatar.width,
        height=avatar.height,
        blur=avatar.blur,
        renditions=[schemas.Rendition(width=one.width, height=one.height) for one in avatar.renditions],
    )


def relation_view(relation: model.Relation) -> schemas.Relation:
    return schemas.Relation(
        own=relation.own,
        following=relation.following.value,
        followed_by=relation.followed_by,
        requested_by=relation.requested_by,
        blocking=relation.blocking,
        muting=relation.muting,
        version=relation.version,
    )


def card_view(card: model.Card, known_version: int | None = None) -> schemas.Card:
    """The card; without its body when the caller holds that version."""
    viewers_part = schemas.Card(
        id=str(card.id),
        version=card.version,
        may_see=access(card) is model.Access.FULL,
        relation=relation_view(card.relation),
        unchanged=card.version == known_version,
    )
    if viewers_part.unchanged:
        return viewers_part
    return msgspec.structs.replace(
        viewers_part,
        username=card.username,
        name=card.name,
        private=card.private,
        avatar=avatar_view(card.avatar),
    )


def cards_view(cards: list[model.Card], known: dict[int, int | None]) -> schemas.Cards:
    return schemas.Cards(items=[card_view(card, known.get(card.id)) for card in cards])


def mentioned_view(named: model.Named) -> schemas.MentionedAccount:
    return schemas.MentionedAccount(account_id=str(named.id), username=named.username)


def profile_view(profile: model.Profile) -> schemas.Profile:
    card = profile.card
    return schemas.Profile(
        id=str(card.id),
        version=card.version,
        username=card.username,
        name=card.name,
        bio=profile.bio,
        pronouns=profile.pronouns,
        links=[schemas.Link(url=link.url, title=link.title) for link in profile.links],
        avatar=avatar_view(card.avatar),
        private=card.private,
        counts=schemas.Counts(followers=profile.counts.followers, following=profile.counts.following),
        relation=relation_view(card.relation),
        may_see=access(card) is model.Access.FULL,
        mutuals=schemas.Mutuals(items=[card_view(one) for one in profile.mutuals.cards], count=profile.mutuals.count),
    )


def viewer_view(account: model.Account) -> schemas.Viewer:
    return schemas.Viewer(
        id=str(account.id),
        version=account.version,
        username=account.username,
        name=account.name,
        avatar=avatar_view(account.avatar),
        email=account.email,
        verified=account.verified,
        private=account.private,
        state=cast(schemas.AccountState, account.state.value),
        language=account.language,
        theme=account.theme,
    )


def opened_view(opened: Opened) -> schemas.OpenedSession:
    return schemas.OpenedSession(session_id=str(opened.session.id), viewer=viewer_view(opened.account))


def second_factor_view(protection: model.Protection) -> SecondFactor:
    return SecondFactor(
        on=protection.since is not None,
        since=protection.since,
        recovery_codes_left=protection.recovery_codes,
    )


def session_view(session: model.Session, current: int | None) -> schemas.Session:
    return schemas.Session(
        id=str(session.id),
        user_agent=session.user_agent,
        region=session.region,
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
        current=session.id == current,
    )


def follow_view(edge: model.Edge) -> schemas.Follow:
    return schemas.Follow(account_id=str(edge.followee_id), following=edge.state.value, version=edge.version)


def follower_view(edge: model.Edge) -> schemas.Follower:
    return schemas.Follower(account_id=str(edge.follower_id), following=edge.state.value, version=edge.version)


def block_view(edge: model.BlockEdge) -> schemas.Block:
    return schemas.Block(account_id=str(edge.blocked_id), blocking=edge.blocked, version=edge.version)


def mute_view(edge: model.MuteEdge) -> schemas.Mute:
    return schemas.Mute(account_id=str(edge.muted_id), muting=edge.muted, version=edge.version)


def standing_view(account: model.Account) -> schemas.Standing:
    return schemas.Standing(
        account_id=str(account.id),
        state=cast(schemas.AccountState, account.state.value),
        verified=account.verified,
        may_publish=account.may_publish,
    )


def account_record(record: AccountRecord) -> record_schemas.AccountRecord:
    return record_schemas.AccountRecord(
        id=str(record.id),
        version=record.version,
        username=record.username,
        name=record.name,
        private=record.private,
        state=record.state.value,
        created_at=record.created_at,
    )


def follow_record(record: EdgeRecord) -> record_schemas.FollowRecord:
    return record_schemas.FollowRecord(
        follower_id=str(record.follower_id),
        followee_id=str(record.followee_id),
        state=record.state.value,
        version=record.version,
        changed_at=record.changed_at,
    )


def block_record(record: BlockRecord) -> record_schemas.BlockRecord:
    return record_schemas.BlockRecord(
        blocker_id=str(record.blocker_id),
        blocked_id=str(record.blocked_id),
        blocked=record.blocked,
        version=record.version,
        changed_at=record.changed_at,
    )


def mute_record(record: MuteRecord) -> record_schemas.MuteRecord:
    return record_schemas.MuteRecord(
        muter_id=str(record.muter_id),
        muted_id=str(record.muted_id),
        muted=record.muted,
        version=record.version,
        changed_at=record.changed_at,
    )
