import type { Queryable } from "@trasvase/db/client.ts";
import { changeCase } from "@trasvase/db/queries/change-case.ts";
import { insertCase } from "@trasvase/db/queries/insert-case.ts";
import { listCases } from "@trasvase/db/queries/list-cases.ts";
import { caseReadAt, caseSchema, type FlowCase } from "@trasvase/shared/case/case.ts";
import type { CaseRow } from "@trasvase/shared/contract/case.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { DataKeys } from "../data-keys.ts";
import { openPayload, sealPayload } from "../engine/payload.ts";
import type { FlowPlace } from "../queue/queue.ts";
import type { CaseResult } from "./run-cases.ts";

const mostKept = 200;
const mostBytes = 2 * 1024 * 1024;

/** What stored cases are opened and sealed with. */
export interface CaseStore {
  readonly database: Queryable;
  readonly dataKeys: DataKeys;
}

/** A case with the id it is stored under. */
export interface StoredCase {
  readonly id: string;
  readonly flowCase: FlowCase;
}

/** The cases of a flow, the oldest first. */
export async function storedCases(store: CaseStore, place: FlowPlace): Promise<readonly StoredCase[]> {
  const rows = await listCases(store.database, place.workspaceId, place.flowId);
  return await Promise.all(
    rows.map(async ({ id, payload, dataKeyId }) => {
      const text = await openPayload(store, place, "case", { payload, dataKeyId });
      return { id, flowCase: caseSchema.parse(JSON.parse(text)) };
    }),
  );
}

/** One case of a flow; throws 404 when it is not there. */
export async function storedCase(store: CaseStore, place: FlowPlace, id: string): Promise<StoredCase> {
  const found = (await storedCases(store, place)).find((one) => one.id === id);
  if (!found) throw notFound("case", id);
  return found;
}

/** Stores a case; answers its id. */
export async function addCase(
  store: CaseStore,
  place: FlowPlace,
  userId: string,
  flowCase: FlowCase,
): Promise<string> {
  const sealed = await seal(store, place, flowCase);
  const kept = { ...place, ...sealed, name: flowCase.name, userId };
  const id = await insertCase(store.database, kept, mostKept);
  if (id !== undefined) return id;
  throw new ApiError(
    422,
    "cases-full",
    `This flow has ${mostKept} cases already. Remove one that tests nothing else than others do.`,
  );
}

/** Replaces a case by another one. */
export async function replaceCase(
  store: CaseStore,
  place: FlowPlace,
  { flowCase, id }: StoredCase,
): Promise<void> {
  const sealed = await seal(store, place, flowCase);
  const isThere = await changeCase(store.database, { ...place, id }, { ...sealed, name: flowCase.name });
  if (!isThere) throw notFound("case", id);
}

async function seal(store: CaseStore, place: FlowPlace, flowCase: FlowCase) {
  const text = JSON.stringify(flowCase);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    throw new ApiError(
      422,
      "case-size",
      `This case has ${Math.ceil(bytes / 1024)} kB with its answers and expectations; it may have ${mostBytes / 1024} kB. Choose a smaller record, or expect fewer fields.`,
    );
  }
  return await sealPayload(store, place, { kind: "case", life: "owed", text });
}

/** A case and what became of it, as the API tells them. */
export function caseRow({ flowCase, id }: StoredCase, result: CaseResult): CaseRow {
  const { answers, expect, input, key, name, readAt } = flowCase;
  const { differences, observed, ok, problem } = result;
  return {
    id,
    name,
    key: key ?? "",
    readAt: readAt ?? caseReadAt,
    input,
    expect,
    answers: answers.finds.length + answers.links.length,
    ok,
    differences: differences.map((one) => ({ ...one })),
    ...(problem === undefined ? {} : { problem }),
    ...(observed === undefined ? {} : { observed: mutable(observed) }),
  };
}

/** The contract's lists are not read-only. */
function mutable(observed: NonNullable<CaseResult["observed"]>): NonNullable<CaseRow["observed"]> {
  const outputs = Object.entries(observed.outputs).map(([step, left]): [string, Json[]] => [step, [...left]]);
  return { ...observed, outputs: Object.fromEntries(outputs) };
}
