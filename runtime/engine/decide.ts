import type { FoundRecord } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { DestinationTerms } from "@trasvase/shared/node.ts";
import { changedFields, withoutFields } from "./record-fields.ts";

/** What is known of a stored link: the target's id, and the hash of what was last sent to it. */
export interface KnownLink {
  readonly targetId: string;
  readonly sentHash: string | undefined;
}

/** Everything a decision depends on. The same in live and dry mode, so that a preview decides as production does. */
export interface Situation {
  readonly data: Json;
  /** Hash of what an update would send. */
  readonly sentHash: string;
  readonly deleted: boolean;
  readonly link: KnownLink | undefined;
  /** The one record found by the match fields; null: looked for and not there; undefined: not looked for. */
  readonly found: FoundRecord | null | undefined;
}

/** What a destination does with an arrival, and why, in words for people. */
export type Decision =
  /** `upsert`: nobody looked, and the system updates it where it is there already. */
  | { readonly does: "create"; readonly reason: string; readonly upsert?: true }
  | {
      readonly does: "update";
      readonly reason: string;
      readonly target: FoundRecord;
      readonly byLink: boolean;
    }
  | { readonly does: "unchanged" | "skip"; readonly reason: string; readonly target: FoundRecord | undefined }
  | { readonly does: "reject"; readonly reason: string; readonly code: string };

/** The fields an update sends: all but those for creating only. */
export function updateBody(data: Json, terms: DestinationTerms): Json {
  return terms.createOnly.length === 0 ? data : withoutFields(data, terms.createOnly);
}

/** Decides what to do with one arrival. Pure. */
export function decide(terms: DestinationTerms, situation: Situation): Decision {
  const { found, link, deleted } = situation;
  if (deleted && terms.onDeleted === "ignore") {
    return {
      does: "skip",
      reason: "It was deleted in the source, and this step ignores deletions.",
      target: found ?? undefined,
    };
  }
  if (terms.compare === "sent" && link?.sentHash !== undefined && link.sentHash === situation.sentHash) {
    const target = found ?? { id: link.targetId, data: {} };
    return { does: "unchanged", reason: "It equals what was sent last.", target };
  }
  if (found) return decideExisting(terms, situation, found, false);
  if (link) return decideExisting(terms, situation, { id: link.targetId, data: {} }, true);
  if (deleted) {
    return {
      does: "skip",
      reason: "It was deleted in the source and is not in the target.",
      target: undefined,
    };
  }
  return decideMissing(terms, found === undefined);
}

function decideExisting(
  terms: DestinationTerms,
  situation: Situation,
  target: FoundRecord,
  byLink: boolean,
): Decision {
  const by = byLink ? "It was sent there before" : `It is already there, found by ${terms.match.join(", ")}`;
  if (terms.onExisting === "skip") {
    return { does: "skip", reason: `${by}; this step leaves existing records alone.`, target };
  }
  if (terms.onExisting === "reject") {
    return {
      does: "reject",
      code: "exists",
      reason: `${by}, and this step rejects existing records. Change “If it exists” in the step, or remove the double.`,
    };
  }
  const isEqual = changedFields(updateBody(situation.data, terms), target.data).length === 0;
  if (terms.compare === "target" && !byLink && isEqual) {
    return { does: "unchanged", reason: "The target already has every value that would be sent.", target };
  }
  return { does: "update", reason: `${by}.`, target, byLink };
}

function decideMissing(terms: DestinationTerms, isUnsought: boolean): Decision {
  const why = isUnsought
    ? "This step writes every record."
    : `Nothing was found by ${terms.match.join(", ")}.`;
  switch (terms.onMissing) {
    case "create":
      return { does: "create", reason: why };
    case "skip":
      return { does: "skip", reason: `${why} This step does not create.`, target: undefined };
    default:
      return {
        does: "reject",
        code: "missing",
        reason: `${why} This step rejects records that are not there yet. Create it there, or change “If it does not exist”.`,
      };
  }
}
