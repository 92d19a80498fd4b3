/** Headers of a page: nothing runs or loads but what this site and its CDN serve. */
export function pageHeaders(
  nonce: string,
  site: { secure: boolean; host: string; cdn: string },
): Record<string, string> {
  const cdn = site.cdn.split("/")[2] ?? "";
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob: ${cdn}`,
    "font-src 'self'",
    `connect-src 'self' ${site.secure ? "wss" : "ws"}://${site.host}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return {
    "content-security-policy": policy,
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    // On plain http browsers ignore it, and say so in the console.
    ...(site.secure ? { "cross-origin-opener-policy": "same-origin" } : {}),
  };
}
