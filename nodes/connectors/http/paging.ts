import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type * as z from "zod";
import { readPath } from "../read-path.ts";
import type { httpReadOptions } from "./definition.ts";

type ReadOptions = z.output<typeof httpReadOptions>;

/** A page that was read. */
export interface Page {
  readonly number: number;
  readonly url: URL;
  readonly body: Json | undefined;
  readonly headers: Headers;
  readonly count: number;
}

/** The address of the first page. */
export function firstPage(url: URL, options: ReadOptions): URL {
  const first = new URL(url);
  for (const [name, value] of Object.entries(options.query)) first.searchParams.set(name, value);
  if (options.sizeParameter !== "") first.searchParams.set(options.sizeParameter, String(options.pageSize));
  if (options.paging === "page")
    first.searchParams.set(options.pageParameter || "page", String(options.firstPage));
  if (options.paging === "offset") first.searchParams.set(options.pageParameter || "offset", "0");
  return first;
}

/** The address of the page behind this one; undefined at the end. Throws ConnectorError for a link to another system. */
export function nextPage(page: Page, options: ReadOptions, read: number): URL | undefined {
  switch (options.paging) {
    case "none":
      return undefined;
    case "page":
      return isLast(page, options)
        ? undefined
        : withParameter(page.url, options.pageParameter || "page", options.firstPage + page.number + 1);
    case "offset":
      return isLast(page, options)
        ? undefined
        : withParameter(page.url, options.pageParameter || "offset", read);
    case "cursor": {
      const cursor = readPath(page.body, options.nextPath);
      if (typeof cursor !== "string" && typeof cursor !== "number") return undefined;
      return cursor === "" ? undefined : withParameter(page.url, options.pageParameter || "cursor", cursor);
    }
    case "link": {
      const link = options.nextPath === "" ? linkHeader(page.headers) : readPath(page.body, options.nextPath);
      return typeof link === "string" && link !== ""
        ? sameSystem(new URL(link, page.url), page.url)
        : undefined;
    }
  }
}

// A page shorter than asked for is the last; when no size was asked for, only an empty one is.
function isLast(page: Page, options: ReadOptions): boolean {
  return page.count === 0 || (options.sizeParameter !== "" && page.count < options.pageSize);
}

function withParameter(url: URL, name: string, value: string | number): URL {
  const next = new URL(url);
  next.searchParams.set(name, String(value));
  return next;
}

function linkHeader(headers: Headers): string | undefined {
  const links = headers.get("link") ?? "";
  for (const [, address, attributes] of links.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?([^"]*\s)?next(\s[^"]*)?"?\s*(;|,|$)/i.test(attributes ?? "")) return address;
  }
  return undefined;
}

// A link to another origin would carry the credentials there.
function sameSystem(link: URL, page: URL): URL {
  if (link.origin === page.origin) return link;
  throw new ConnectorError(
    "rejected",
    "foreign-link",
    `The link to the next page leads from ${page.host} to ${link.host}. It is not followed, because the sign-in would go along.`,
  );
}
