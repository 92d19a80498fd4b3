import type { Media } from "@mockstagram/shared/api/posts";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { frameRatio } from "../frame";
import styles from "./carousel.module.css";
import { CarouselDots } from "./carousel-dots";
import { Slide } from "./slide";

interface CarouselProps {
  media: readonly Media[];
  username: string;
  sizes: string;
  /** The first picture of the page. */
  first?: boolean;
}

/** The pictures of a post; the browser's own scroll snapping moves them, buttons and arrow keys only ask it to. */
export function Carousel({ media, username, sizes, first = false }: CarouselProps) {
  const { t } = useTranslation();
  const track = useRef<HTMLDivElement>(null);
  const [index, setIndex] = useState(0);
  const [reach] = useState(() => (savesData() ? 0 : 1));
  const show = (next: number) => {
    const element = track.current;
    if (!element || next < 0 || next >= media.length) return false;
    element.scrollTo({ left: next * element.clientWidth, behavior: "smooth" });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step !== 0 && show(index + step)) event.preventDefault();
  };
  if (media.length === 1) return <SinglePicture media={media} username={username} sizes={sizes} first={first} />;
  return (
    <div className={styles.carousel} style={{ aspectRatio: frameRatio(media) }}>
      {/* A scrollable region has to be reachable by keyboard, and the arrow keys move it. */}
      {/* eslint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={track}
        className={styles.track}
        role="group"
        aria-roledescription={t("post.carousel")}
        aria-label={t("post.carouselOf", { username })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          setIndex(Math.round(currentTarget.scrollLeft / currentTarget.clientWidth));
        }}
      >
        {/* eslint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
        {media.map((item, at) => (
          <Slide
            key={item.id}
            item={item}
            ratio={frameRatio(media)}
            username={username}
            sizes={sizes}
            position={t("post.slide", { at: at + 1, of: media.length })}
            near={Math.abs(at - index) <= reach}
            first={first && at === 0}
          />
        ))}
      </div>
      <Arrows index={index} length={media.length} show={show} />
      <span className={styles.counter} aria-hidden="true">
        {index + 1}/{media.length}
      </span>
      <CarouselDots length={media.length} index={index} />
      <span className="visuallyHidden" aria-live="polite">
        {t("post.slide", { at: index + 1, of: media.length })}
      </span>
    </div>
  );
}

/** Then a picture is fetched when it is scrolled to, else the one after it as well. */
const savesData = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

function SinglePicture({ media, username, sizes, first = false }: CarouselProps) {
  const ratio = frameRatio(media);
  return (
    <div className={styles.carousel} style={{ aspectRatio: ratio }}>
      {media.map((item) => (
        <Slide key={item.id} item={item} ratio={ratio} username={username} sizes={sizes} near first={first} />
      ))}
    </div>
  );
}

interface ArrowsProps {
  index: number;
  length: number;
  show: (index: number) => void;
}

function Arrows({ index, length, show }: ArrowsProps) {
  const { t } = useTranslation();
  return (
    <>
      {index > 0 && (
        <IconButton
          className={styles.previous}
          look="overlay"
          label={t("post.previousPicture")}
          onClick={() => {
            show(index - 1);
          }}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </IconButton>
      )}
      {index < length - 1 && (
        <IconButton
          className={styles.next}
          look="overlay"
          label={t("post.nextPicture")}
          onClick={() => {
            show(index + 1);
          }}
        >
          <ChevronRight size={20} aria-hidden="true" />
        </IconButton>
      )}
    </>
  );
}
