import type { FastifyReply, FastifyRequest } from "fastify";
import type { Site } from "../http/site.ts";

const YEAR_S = 365 * 24 * 3600;
const SESSION_S = 90 * 24 * 3600;

/** Cookies that hold a secret have other names on https, so that a plain page can never overwrite a secure one. */
const secretName = (name: "session" | "device", site: Site) => (site.secure ? `__Host-${name}` : name);

export function readSessionToken(request: FastifyRequest, site: Site): string | null {
  const token = request.cookies[secretName("session", site)];
  return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
}

export function readDevice(request: FastifyRequest, site: Site): string | null {
  const device = request.cookies[secretName("device", site)];
  return device && /^[A-Za-z0-9_-]{22}$/.test(device) ? device : null;
}

export const setSessionToken = (reply: FastifyReply, site: Site, token: string) =>
  setSecret(reply, site, { name: "session", value: token, maxAge: SESSION_S });

export const setDevice = (reply: FastifyReply, site: Site, device: string) =>
  setSecret(reply, site, { name: "device", value: device, maxAge: YEAR_S });

export const clearSessionToken = (reply: FastifyReply, site: Site) =>
  reply.clearCookie(secretName("session", site), { path: "/", httpOnly: true, sameSite: "lax", secure: site.secure });

interface Secret {
  name: "session" | "device";
  value: string;
  maxAge: number;
}

const setSecret = (reply: FastifyReply, site: Site, { name, value, maxAge }: Secret) =>
  reply.setCookie(secretName(name, site), value, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: site.secure,
    maxAge,
  });

/** Choices and positions, no secrets: one name on http and https. */
export const setPlain = (reply: FastifyReply, name: "causal" | "region" | "language" | "theme", value: string) =>
  reply.setCookie(name, value, {
    path: "/",
    sameSite: "lax",
    maxAge: YEAR_S,
    httpOnly: name === "causal" || name === "region",
  });
