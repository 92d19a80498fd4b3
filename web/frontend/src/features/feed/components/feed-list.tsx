import type { Post } from "@mockstagram/shared/api/posts";
import { LIMITS } from "@mockstagram/shared/limits";
import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { setSequence } from "@/lib/sequence";
import { useShortcut } from "@/lib/shortcuts";
import styles from "./feed.module.css";

interface FeedListProps {
  posts: readonly Post[];
  renderPost: (post: Post, first: boolean) => ReactNode;
  loadMore: () => void;
}

const AROUND_PICTURE_PX = 132;
const COLUMN_PX = 470;

/** Sizes measured on the last visit, so that Back finds every post where it was. */
let measured: VirtualItem[] = [];

/** Only the posts near the visible part are in the document. */
export function FeedList({ posts, renderPost, loadMore }: FeedListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect();
    if (box) setTop(box.top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: posts.length,
    estimateSize: (index) => estimate(posts[index]),
    getItemKey: (index) => posts[index]?.id ?? index,
    overscan: 2,
    scrollMargin: top,
    gap: 12,
    initialMeasurementsCache: measured,
  });
  useLayoutEffect(() => {
    setSequence({ codes: posts.map((post) => post.code), loadMore });
    return () => {
      measured = virtualizer.measurementsCache;
    };
  }, [virtualizer, posts, loadMore]);
  useSteps(posts.length, virtualizer);
  return (
    <div
      ref={list}
      role="feed"
      aria-busy="false"
      className={styles.list}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map((item) => {
        const post = posts[item.index];
        return (
          post && (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={styles.item}
              style={{ transform: `translateY(${item.start - top}px)` }}
            >
              {renderPost(post, item.index === 0)}
            </div>
          )
        );
      })}
    </div>
  );
}

function estimate(post: Post | undefined): number {
  const first = post?.media[0];
  if (!first) return COLUMN_PX + AROUND_PICTURE_PX;
  const { widest, tallest } = LIMITS.aspectRatio;
  const ratio = Math.min(widest, Math.max(tallest, first.width / first.height));
  return Math.min(COLUMN_PX, window.innerWidth) / ratio + AROUND_PICTURE_PX;
}

interface Scroller {
  getVirtualItems: () => VirtualItem[];
  scrollToIndex: (index: number, options: { align: "start" }) => void;
}

/** J and K go to the next and the previous post. */
function useSteps(count: number, scroller: Scroller): void {
  useShortcut(["j", "k"], (key) => {
    const edge = window.scrollY + 24;
    const at = scroller.getVirtualItems().findLast((item) => item.start <= edge)?.index ?? -1;
    const next = key === "j" ? at + 1 : at - 1;
    if (next >= 0 && next < count) scroller.scrollToIndex(next, { align: "start" });
  });
}
