import type { ReactNode } from "react";

const MARK = "\u0001";

interface MarkedProps {
  /** Makes the sentence with the given stand-in where the marked part belongs. */
  sentence: (mark: string) => string;
  children: ReactNode;
}

/** A sentence of the catalogue with one part of it as an element; where the part stands is up to the language. */
export function Marked({ sentence, children }: MarkedProps) {
  const [before, after] = sentence(MARK).split(MARK);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}
