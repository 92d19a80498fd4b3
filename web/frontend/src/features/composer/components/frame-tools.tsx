import { RotateCw, Trash2, ZoomIn } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import type { Dispatch } from "../hooks/use-composition";
import { ASPECTS, UNFRAMED, type Aspect, type Item, type Turn } from "../model";
import styles from "./frame-step.module.css";

interface FrameToolsProps {
  item: Item;
  aspect: Aspect;
  dispatch: Dispatch;
}

export function FrameTools({ item, aspect, dispatch }: FrameToolsProps) {
  const { t } = useTranslation();
  const { id, framing } = item;
  const turn = ((framing.turn + 90) % 360) as Turn;
  return (
    <div className={styles.tools}>
      <fieldset className={styles.aspects}>
        <legend className="visuallyHidden">{t("composer.aspect")}</legend>
        {ASPECTS.map((name) => (
          <label key={name} className={styles.aspect}>
            <input
              type="radio"
              name="aspect"
              className="visuallyHidden"
              checked={name === aspect}
              onChange={() => {
                dispatch({ type: "aspect", aspect: name });
              }}
            />
            {name === "original" ? t("composer.original") : name}
          </label>
        ))}
      </fieldset>
      <Zoom
        zoom={framing.zoom}
        disabled={!item.size}
        onChange={(zoom) => {
          dispatch({ type: "framed", id, framing: { zoom } });
        }}
      />
      <IconButton
        label={t("composer.turn")}
        disabled={!item.size}
        onClick={() => {
          dispatch({ type: "framed", id, framing: { ...UNFRAMED, turn } });
        }}
      >
        <RotateCw size={20} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("composer.remove")}
        onClick={() => {
          dispatch({ type: "removed", id });
        }}
      >
        <Trash2 size={20} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

interface ZoomProps {
  zoom: number;
  disabled: boolean;
  onChange: (zoom: number) => void;
}

function Zoom({ zoom, disabled, onChange }: ZoomProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <span className={styles.zoom}>
      <label htmlFor={id} title={t("composer.zoom")}>
        <ZoomIn size={18} aria-hidden="true" />
        <span className="visuallyHidden">{t("composer.zoom")}</span>
      </label>
      <input
        id={id}
        type="range"
        min={1}
        max={3}
        step={0.01}
        value={zoom}
        disabled={disabled}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      />
    </span>
  );
}
