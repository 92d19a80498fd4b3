"""Changing what a post says."""

from __future__ import annotations

from msgspec.structs import replace

from content.domain import rules
from content.domain.errors import PostNotFound
from content.domain.events import PostEdited
from content.domain.mentions import get_mentioned
from content.domain.model import Edit, Post
from content.domain.repository import hashtags, posts, revisions
from content.domain.standing import get_standing
from kit import clock
from kit.db import Writer
from kit.observability import record
from kit.rpc import Client


async def edit_post(writer: Writer, viewer: int, post_id: int, edit: Edit, *, rpc: Client) -> Post:
    """Edit the viewer's post; what it said before is kept for everybody who may see it.

    Raises what is wrong with the edit, the post or the account. An edit that changes nothing leaves no trace.
    """
    rules.check_standing(await get_standing(rpc, viewer))
    edit = replace(edit, mentioned=await get_mentioned(rpc, viewer, edit.caption or ""))
    post = await posts.get_for_change(writer, post_id, viewer)
    if post is None:
        raise PostNotFound
    now = clock.now()
    edited = rules.edited(post, edit, now)
    if edited is post:
        return post
    rules.check_edits(await revisions.count_revisions(writer, post_id))
    await revisions.insert_revision(writer, post)
    await posts.update_post(writer, edited)
    await hashtags.set_hashtags(writer, post_id, viewer, rules.shown_hashtags(edited))
    mentioned = [str(account_id) for account_id in edited.mentioned]
    event = PostEdited(post_id=str(post_id), author_id=str(viewer), edited_at=now, mentioned=mentioned)
    await writer.emit(event, actor=viewer, aggregate=("post", post_id, edited.version))
    record("content", "post_edited", account=viewer, post=post_id)
    return edited
