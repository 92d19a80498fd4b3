"""What can be refused, each with its code."""

from __future__ import annotations

from content.domain import limits
from kit.errors import Problem


class PostNotFound(Problem):
    """Also for a post that the viewer may not see or change."""

    status = 404
    code = "post_not_found"
    detail = "There is no such post."


class CaptionTooLong(Problem):
    status = 400
    code = "caption_too_long"
    detail = f"A caption has at most {limits.CAPTION:,} characters."


class TooManyHashtags(Problem):
    status = 400
    code = "too_many_hashtags"
    detail = f"A caption has at most {limits.HASHTAGS} hashtags."


class TooManyMentions(Problem):
    status = 400
    code = "too_many_mentions"
    detail = f"A caption mentions at most {limits.MENTIONS} accounts."


class AltTooLong(Problem):
    """`position` counts from 0."""

    status = 400
    code = "alt_too_long"
    detail = f"A description has at most {limits.ALT:,} characters."


class PicturesMissing(Problem):
    status = 400
    code = "pictures_missing"
    detail = "A post needs at least one picture."


class TooManyPictures(Problem):
    status = 400
    code = "too_many_pictures"
    detail = f"A post has at most {limits.PICTURES} pictures."


class ReceiptInvalid(Problem):
    """Altered, expired, of another kind or of somebody else; `position` counts from 0."""

    status = 400
    code = "receipt_invalid"
    detail = "This picture cannot be used. Upload it again."


class MediaRepeated(Problem):
    status = 400
    code = "media_repeated"
    detail = "A picture can be in a post only once."


class MediaUsed(Problem):
    status = 409
    code = "media_used"
    detail = "This picture is in another post already. Upload it again."


class MediaDiffers(Problem):
    status = 400
    code = "media_differs"
    detail = "An edit names each picture of the post once; it can neither add nor remove any."


class PostChanged(Problem):
    """`version` is what the post is at now."""

    status = 409
    code = "post_changed"
    detail = "The post has been changed meanwhile. Look at it again."


class EditLimit(Problem):
    status = 409
    code = "edit_limit"
    detail = f"A post can be edited at most {limits.EDITS} times."


class PinLimit(Problem):
    status = 409
    code = "pin_limit"
    detail = f"At most {limits.PINS} posts can be pinned to a profile."


class PostArchived(Problem):
    status = 409
    code = "post_archived"
    detail = "An archived post cannot be pinned."


class NotVerified(Problem):
    status = 403
    code = "not_verified"
    detail = "Confirm your e-mail address first."


class MayNotPublish(Problem):
    status = 403
    code = "may_not_publish"
    detail = "This account may not publish."


class DailyLimit(Problem):
    status = 429
    code = "post_limit"
    detail = f"One can publish at most {limits.POSTS_A_DAY} posts a day."
