export interface PageRequest {
  cursor?: string | undefined;
  limit?: number | undefined;
  /** What is looked for in the list. */
  q?: string | undefined;
}

/** `?cursor=…&limit=…&q=…`, or nothing. Cursors are base64url, so they need no escaping. */
export function pageQuery({ cursor, limit, q }: PageRequest): string {
  const parts = [
    ...(cursor ? [`cursor=${cursor}`] : []),
    ...(limit ? [`limit=${limit}`] : []),
    ...(q ? [`q=${encodeURIComponent(q)}`] : []),
  ];
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
