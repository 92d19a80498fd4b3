/**
 * How every read is made: ids first, then everything about them with one batch call per kind of thing, then what may be
 * shown, then how it looks. Rules and presentation are pure, so what a viewer sees is decided in two testable places.
 */
export interface Pipeline<Request, Skeleton, Hydrated, Visible, Answer> {
  skeleton: (request: Request) => Promise<Skeleton>;
  hydrate: (request: Request, skeleton: Skeleton) => Promise<Hydrated>;
  rules: (skeleton: Skeleton, hydrated: Hydrated) => Visible;
  present: (request: Request, visible: Visible, skeleton: Skeleton) => Answer;
}

export function createPipeline<Request, Skeleton, Hydrated, Visible, Answer>(
  steps: Pipeline<Request, Skeleton, Hydrated, Visible, Answer>,
): (request: Request) => Promise<Answer> {
  return async (request) => {
    const skeleton = await steps.skeleton(request);
    const hydrated = await steps.hydrate(request, skeleton);
    return steps.present(request, steps.rules(skeleton, hydrated), skeleton);
  };
}

/** A part of a page that may be missing: its value, or null when its service did not answer. */
export async function orMissing<Value>(part: Promise<Value>): Promise<Value | null> {
  try {
    return await part;
  } catch {
    return null;
  }
}
