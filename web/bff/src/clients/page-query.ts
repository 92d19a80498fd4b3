export interface PageRequest {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** `?cursor=…&limit=…`, or nothing. Cursors are base64url, so they need no escaping. */
export function pageQuery({ cursor, limit }: PageRequest): string {
  const parts = [...(cursor ? [`cursor=${cursor}`] : []), ...(limit ? [`limit=${limit}`] : [])];
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
