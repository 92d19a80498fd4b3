import { lazy, Suspense, useRef, useState, type ReactNode } from "react";

const MoreMenu = lazy(() => import("./more-menu"));

interface MoreButtonProps {
  className: string | undefined;
  side: "top" | "bottom";
  label?: string;
  children: ReactNode;
}

/** The menu's code is fetched when it is first wanted. */
export function MoreButton({ className, side, label, children }: MoreButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => {
          setOpen(true);
        }}
      >
        {children}
      </button>
      {open && (
        <Suspense fallback={null}>
          <MoreMenu
            anchor={button}
            side={side}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
