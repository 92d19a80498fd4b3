"""From the domain's types to the contract's."""

from __future__ import annotations

from msgspec.structs import replace

from content.api import schemas
from content.domain.model import Counts, Picture, Post, PostRecord, Revision, State, Suggested, Tagged, Unchanged


def post_view(post: Post | Unchanged, viewer: int | None) -> schemas.Post:
    """A post as this viewer gets it."""
    head = schemas.Post(
        id=str(post.id),
        version=post.version,
        own=post.author_id == viewer,
        archived=post.state is State.ARCHIVED,
        pinned=post.pinned,
        unchanged=isinstance(post, Unchanged),
    )
    if isinstance(post, Unchanged):
        return head
    return replace(
        head,
        author_id=str(post.author_id),
        caption=post.caption,
        created_at=post.created_at,
        edited_at=post.edited_at,
        media=[_media(picture) for picture in post.media],
    )


def _media(picture: Picture) -> schemas.Media:
    return schemas.Media(
        media_id=str(picture.media_id),
        home=picture.home,
        key=picture.key,
        width=picture.width,
        height=picture.height,
        blur=picture.blur,
        alt=picture.alt,
        renditions=[schemas.Rendition(width=one.width, height=one.height) for one in picture.renditions],
    )


def revision_view(revision: Revision) -> schemas.Revision:
    """What a post said, with ids as text."""
    return schemas.Revision(
        version=revision.version,
        caption=revision.caption,
        media=[schemas.DescribedMedia(media_id=str(one.media_id), alt=one.alt) for one in revision.media],
        written_at=revision.written_at,
    )


def account_counts(counts: Counts) -> schemas.Counts:
    """Counts with the id as text."""
    return schemas.Counts(account_id=str(counts.account_id), posts=counts.posts)


def tagged_post(tagged: Tagged) -> schemas.TaggedPost:
    """A post under a tag, with ids as text."""
    return schemas.TaggedPost(post_id=str(tagged.post_id), author_id=str(tagged.author_id))


def suggested_hashtag(suggested: Suggested) -> schemas.SuggestedHashtag:
    """A suggested tag, with ids as text."""
    author_ids = [str(author_id) for author_id in suggested.author_ids]
    return schemas.SuggestedHashtag(tag=suggested.tag, posts=suggested.posts, author_ids=author_ids)


def post_record(record: PostRecord) -> schemas.PostRecord:
    """A record with ids as text."""
    return schemas.PostRecord(
        id=str(record.id),
        author_id=str(record.author_id),
        created_at=record.created_at,
        state=record.state.value,
        version=record.version,
    )
