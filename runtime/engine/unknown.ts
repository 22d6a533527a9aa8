import type { FoundRecord } from "@trasvase/shared/connector.ts";
import type { Arrival, Ending } from "@trasvase/shared/effects.ts";
import type { Bulk } from "./candidates.ts";
import { type KnownLink, updateBody } from "./decide.ts";
import { changedFields } from "./record-fields.ts";

/** What is known about an arrival whose call may or may not have been carried out. */
interface Doubt {
  /** The call cannot still be under way after this time. */
  readonly settleInMs: number;
  /** How often it was looked for already, after that. */
  readonly looks: number;
  readonly lookAgainMs: number;
  /** Undefined: this system cannot be searched. */
  readonly found: FoundRecord | null | undefined;
  readonly link: KnownLink | undefined;
}

/** How a doubt is settled; undefined: nothing arrived, or sending again is harmless, so it is decided and sent as usual. */
type Settled =
  | { readonly kind: "arrived"; readonly outcome: Ending; readonly target: FoundRecord }
  | { readonly kind: "open"; readonly outcome: Ending };

/** Marks an unknown outcome that was looked into and not found, so that the next look may be believed. */
export const lookedOnce = "unknown-not-found";

/**
 * Settles an unknown outcome by looking, never by guessing. "Not there" is believed at the second look only: a system may show what it
 * took a little later.
 */
export function settleUnknown(bulk: Bulk, arrival: Arrival, doubt: Doubt): Settled | undefined {
  const { resource, terms } = bulk;
  if (doubt.settleInMs > 0) {
    return open(
      "unknown",
      "An earlier call for this record got no answer. It is looked up once that call cannot be under way any more.",
      doubt.settleInMs,
    );
  }
  if (resource?.repeat === "key") return undefined;
  if (doubt.found === undefined) return settleUnsearchable(terms.onUnknown);
  if (doubt.found === null) {
    if (doubt.looks > 0) return undefined;
    return open(
      lookedOnce,
      "An earlier call for this record got no answer, and it is not there so far. It is looked up once more before it is sent again.",
      doubt.lookAgainMs,
    );
  }
  const isThere = changedFields(updateBody(arrival.data, terms), doubt.found.data).length === 0;
  if (!isThere && (doubt.link || terms.onExisting === "update")) return undefined;
  const outcome: Ending = {
    kind: doubt.link ? "updated" : "created",
    message: "The answer was lost on the way, but the record was found there afterwards.",
    target: { resource: terms.resource, id: doubt.found.id },
  };
  return { kind: "arrived", outcome, target: doubt.found };
}

function settleUnsearchable(onUnknown: "ask" | "send"): Settled | undefined {
  if (onUnknown === "send") return undefined;
  const message =
    "A call for this record got no answer, and this system cannot be asked whether it arrived. Look there: retry it if it is missing, close it if it is there.";
  return { kind: "open", outcome: { kind: "rejected", code: "unknown-result", message } };
}

function open(code: string, message: string, retryAfterMs: number): Settled {
  return { kind: "open", outcome: { kind: "unknown", code, message, retryAfterMs } };
}
