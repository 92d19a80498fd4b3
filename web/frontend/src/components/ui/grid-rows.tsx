import type { GridPost } from "@mockstagram/shared/api/posts";
import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { setSequence } from "@/lib/sequence";
import { GridCell } from "./grid-cell";
import styles from "./grid.module.css";

const COLUMNS = 3;
const GAP_PX = 4;

interface GridRowsProps {
  posts: readonly GridPost[];
  loadMore: () => void;
}

/** Rows of three, of which only those near the visible part are in the document. */
export function GridRows({ posts, loadMore }: GridRowsProps) {
  const { list, top, rowHeight } = usePlace();
  const virtualizer = useWindowVirtualizer({
    count: Math.ceil(posts.length / COLUMNS),
    estimateSize: () => rowHeight,
    overscan: 3,
    scrollMargin: top,
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight]);
  useLayoutEffect(() => {
    setSequence({ codes: posts.map((post) => post.code), loadMore });
  }, [posts, loadMore]);
  const cellsOf = (row: VirtualItem) => posts.slice(row.index * COLUMNS, (row.index + 1) * COLUMNS);
  return (
    <div ref={list} className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((row) => (
        <div key={row.key} className={styles.row} style={{ transform: `translateY(${row.start - top}px)` }}>
          {cellsOf(row).map((post) => (
            <GridCell key={post.id} post={post} first={row.index === 0} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Where the list begins on the page, and how high a row of 3:4 pictures is at the present width. */
function usePlace() {
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, rowHeight: 414 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const box = element.getBoundingClientRect();
      const cell = (box.width - (COLUMNS - 1) * GAP_PX) / COLUMNS;
      setPlace({ top: box.top + window.scrollY, rowHeight: (cell * 4) / 3 + GAP_PX });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { list, ...place };
}

/** Rows of three that are all in the document. */
export function PlainRow({ children }: { children: ReactNode }) {
  return <div className={styles.skeletonRow}>{children}</div>;
}
