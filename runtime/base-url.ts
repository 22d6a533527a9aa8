import type { Context } from "hono";
import type { Settings } from "./settings.ts";

/** Where people reach this server: as set, else where this request reached it. */
export function baseUrlOf(settings: Pick<Settings, "baseUrl">, c: Context): URL {
  return settings.baseUrl ?? new URL("/", c.req.url);
}
