import { BoundedMap } from "../bounded-map.ts";

interface Held<Body> {
  version: number;
  body: Body;
}

/**
 * Bodies by (kind, id, version), one kind per instance. The owner service says in every request which version this
 * viewer may see, and sends only bodies that are not held: what is here is never shown by its id alone.
 */
export class BodyCache<Body> {
  private readonly held: BoundedMap<string, Held<Body>>;

  constructor(limit: number) {
    this.held = new BoundedMap(limit);
  }

  /** The known bodies of `ids`, kept apart so that a change of the cache meanwhile does no harm. */
  known(ids: readonly string[]): KnownBodies<Body> {
    const bodies = new Map<string, Held<Body>>();
    const asked = ids.map((id) => {
      const held = this.held.get(id);
      if (!held) return id;
      bodies.set(id, held);
      return `${id}:${held.version}`;
    });
    return { bodies, query: asked.join(",") };
  }

  keep(id: string, version: number, body: Body): void {
    this.held.set(id, { version, body });
  }

  peek(id: string): Body | undefined {
    return this.held.get(id)?.body;
  }
}

export interface KnownBodies<Body> {
  bodies: ReadonlyMap<string, Held<Body>>;
  /** Value of the parameter `ids`: `1,2:7`. */
  query: string;
}
