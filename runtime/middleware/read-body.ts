import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { findTooDeep, type JsonLimits } from "../json-limits.ts";

/** Cuts off with 413 a body larger than that, also one that does not say its length. */
export function limitBody(bytes: number): MiddlewareHandler<AppEnv> {
  return bodyLimit({
    maxSize: bytes,
    onError() {
      throw new ApiError(
        413,
        "body-too-large",
        `The body is larger than ${Math.round(bytes / 1024)} kB, the most that is taken here. Send it in parts.`,
      );
    },
  });
}

/**
 * Looks the body over for depth and size before any route parses it: a deeply nested text of a few kilobytes can end a process. Routes
 * behind it read the body as usual.
 */
export function inspectJson(limits: JsonLimits): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (c.req.raw.body) {
      refuseCompressed(c.req.header("content-encoding"));
      const found = findTooDeep(new Uint8Array(await c.req.arrayBuffer()), limits);
      if (found !== undefined) throw hostile(found, limits);
    }
    await next();
  };
}

/** Refuses a compressed body with 415: how much comes out of it cannot be told before. */
export function refuseCompressed(encoding: string | undefined): void {
  if (encoding === undefined || encoding === "identity") return;
  throw new ApiError(
    415,
    "compressed-body",
    `The body is compressed (${encoding.slice(0, 40)}), which is not read here. Send it uncompressed.`,
  );
}

function hostile(found: "too-deep" | "too-many-values", limits: JsonLimits): ApiError {
  return new ApiError(
    400,
    found,
    found === "too-deep"
      ? `The JSON is nested deeper than ${limits.depth} levels, the most that is taken. Flatten it.`
      : `The JSON has more than ${limits.values} values, the most that is taken. Send it in parts.`,
  );
}
