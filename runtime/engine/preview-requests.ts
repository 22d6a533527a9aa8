import {
  ConnectorError,
  type FoundRecord,
  type Reader,
  type WriteIntent,
} from "@trasvase/shared/connector.ts";
import type { Arrival, DryWrite } from "@trasvase/shared/effects.ts";
import type { Bulk } from "./candidates.ts";
import type { Decision } from "./decide.ts";
import { writeIntentOf } from "./deliver.ts";

/** The kinds of write that a step makes, each as it would leave. */
export interface DryWrites {
  readonly create?: DryWrite;
  readonly update?: DryWrite;
}

/**
 * What a create and what an update of a record would send, whichever is decided for it now: an update leaves out what is sent on create
 * only. Where no record is there to update, the id in the update stands in for one.
 */
export function describeWrites(
  bulk: Bulk,
  reader: Reader,
  arrival: Arrival,
  target: FoundRecord | null,
): DryWrites {
  const { match, onExisting, onMissing } = bulk.terms;
  const creates = onMissing === "create" || match.length === 0;
  const updates = onExisting === "update" && match.length > 0;
  return {
    ...(creates ? { create: describeDecision(bulk, reader, arrival, { does: "create", reason: "" }) } : {}),
    ...(updates ? { update: describeUpdate(bulk, reader, arrival, target) } : {}),
  };
}

/** The requests of one decided write. A refusal that the connector knows beforehand is what a run would meet too. */
export function describeDecision(bulk: Bulk, reader: Reader, arrival: Arrival, decision: Decision): DryWrite {
  const intent = writeIntentOf(bulk, arrival, decision);
  return intent ? describe(reader, intent) : { requests: [] };
}

function describeUpdate(bulk: Bulk, reader: Reader, arrival: Arrival, target: FoundRecord | null): DryWrite {
  const ids = target ? [target.id] : exampleIds(bulk, reader);
  let written: DryWrite = { requests: [] };
  for (const id of ids) {
    const decision: Decision = {
      does: "update",
      reason: "",
      byLink: false,
      target: target ?? { id, data: {} },
    };
    written = describeDecision(bulk, reader, arrival, decision);
    if (written.refused === undefined) return written;
  }
  return written;
}

/** Ids to stand in for the one of a record that is not there. Systems are particular about the shape of theirs. */
function exampleIds(bulk: Bulk, reader: Reader): readonly string[] {
  const given = Object.values(reader.placeholders(bulk.terms.resource));
  return [...new Set([...given.filter((value) => typeof value === "string"), "(id)"])];
}

function describe(reader: Reader, intent: WriteIntent): DryWrite {
  try {
    return { requests: reader.describe(intent) };
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === "rejected") {
      return { requests: [], refused: error.message };
    }
    throw error;
  }
}
