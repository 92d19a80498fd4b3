import type { Account, MuteAnswer } from "@mockstagram/shared/api/accounts";
import type { PostPage } from "@mockstagram/shared/api/posts";
import { useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAct } from "@/lib/act";
import { feedChanged } from "@/lib/feed-signal";
import { muteMark, useMuting } from "@/lib/overlay";
import { changeInCache, keys } from "@/lib/query";
import { toast } from "@/lib/toast";
import { sendMute } from "../api/follow";

interface Mute {
  muting: boolean;
  mute: () => void;
  unmute: () => void;
}

/** Whether the viewer mutes an account, and the ways to change it. */
export function useMute(account: Account): Mute {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { id, username } = account;
  const want = useAct<boolean, MuteAnswer>({
    scope: `mute:${id}`,
    about: username,
    mark: muteMark(id),
    send: (wanted) => sendMute(id, wanted),
    done: (answer) => {
      writeMute(client, answer);
      toast(t(answer.muting ? "mute.muted" : "mute.unmuted", { username }));
    },
  });
  return {
    muting: useMuting(account),
    mute: () => {
      want(true);
    },
    unmute: () => {
      want(false);
    },
  };
}

function writeMute(client: QueryClient, { account_id: id, muting }: MuteAnswer): void {
  const isAccount = (thing: { id: string }): thing is Account => thing.id === id && "relation" in thing;
  changeInCache(client, isAccount, (account) => ({ ...account, relation: { ...account.relation, muting } }));
  if (muting) leaveOut(client, id);
  else feedChanged(client);
  void client.invalidateQueries({ queryKey: keys.suggestions });
  void client.invalidateQueries({ queryKey: keys.muted, refetchType: "inactive" });
}

/** The home feed goes without the account's posts; everywhere else they stay. */
function leaveOut(client: QueryClient, authorId: string): void {
  client.setQueryData<InfiniteData<PostPage, string | null>>(keys.feed, (feed) => {
    if (!feed) return undefined;
    const pages = feed.pages.map((page) => ({
      ...page,
      items: page.items.filter((post) => post.author.id !== authorId),
    }));
    return { ...feed, pages };
  });
}
