import type { Context, MiddlewareHandler } from "hono";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import type { Settings } from "../settings.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // The canvas and CodeMirror place things by style attributes and style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Sets the security headers of every answer, errors included. */
export function securityHeaders(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    c.header("content-security-policy", contentSecurityPolicy);
    c.header("x-content-type-options", "nosniff");
    c.header("x-frame-options", "DENY");
    c.header("referrer-policy", "same-origin");
    c.header("cross-origin-opener-policy", "same-origin");
    c.header("cross-origin-resource-policy", "same-origin");
    c.header("permissions-policy", "camera=(), microphone=(), geolocation=()");
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  };
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site makes a signed-in browser send: every unsafe request must come from this server's own pages. A request
 * that says nothing of where it comes from is no browser's, for browsers always say it with unsafe methods.
 */
export function sameOrigin(settings: Pick<Settings, "baseUrl">): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (!safeMethods.has(c.req.method) && !comesFromHere(c, settings)) {
      throw new ApiError(
        403,
        "other-origin",
        `This request came from another site (${(c.req.header("origin") ?? "unknown").slice(0, 200)}) and was not carried out. Open Trasvase at its own address; when it stands behind a proxy, set BASE_URL to the address people use.`,
      );
    }
    await next();
  };
}

function comesFromHere(c: Context<AppEnv>, settings: Pick<Settings, "baseUrl">): boolean {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  if (origin === undefined) return site === undefined || site === "same-origin" || site === "none";
  if (settings.baseUrl && origin === settings.baseUrl.origin) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === hostOf(c);
}

function hostOf(c: Context<AppEnv>): string {
  return c.req.header("host") ?? new URL(c.req.url).host;
}

const loopbackName = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * On a server that listens for its own machine only, refuses requests under another host name: a page elsewhere could otherwise point
 * its own name at this machine and read the answers.
 */
export function knownHost(settings: Pick<Settings, "baseUrl" | "host">): MiddlewareHandler<AppEnv> {
  const isLocalOnly = !settings.baseUrl && /^(localhost|127\.|::1)/.test(settings.host);
  return async (c, next) => {
    if (isLocalOnly && !loopbackName.test(new URL(`http://${hostOf(c)}`).hostname)) {
      throw new ApiError(
        421,
        "unknown-host",
        "This server answers on localhost only. To reach it under another name, set HOST and BASE_URL and start it again.",
      );
    }
    await next();
  };
}
