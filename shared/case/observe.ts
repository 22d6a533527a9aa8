import type { PassRow } from "../contract/preview.ts";
import { isJsonObject, type Json } from "../json.ts";
import type { Outcome } from "../outcome.ts";
import type { Expected } from "./case.ts";

/** What a flow did with a case, in the words that expectations use. */
export interface Observed {
  readonly outputs: Readonly<Record<string, readonly Json[]>>;
  readonly decisions: NonNullable<Expected["decisions"]>;
  readonly outcomes: NonNullable<Expected["outcomes"]>;
}

/** Reads what a walk did. Every step that a record reached is there. */
export function observe(
  passes: readonly PassRow[],
  leaves: readonly { readonly outcome: Outcome }[],
): Observed {
  const outputs: Record<string, Json[]> = {};
  const decided: NonNullable<Expected["decisions"]> = {};
  for (const { dryRun, node, outputs: left } of passes) {
    const own = Object.hasOwn(outputs, node) ? (outputs[node] ?? []) : [];
    outputs[node] = [...own, ...left.map((one) => one.data)];
    if (dryRun) decided[node] = [...(decided[node] ?? []), dryRun.decision];
  }
  const outcomes = leaves.map(({ outcome: { kind, node, port } }) => ({
    step: node,
    ...(port === undefined ? {} : { port }),
    outcome: kind,
  }));
  return { outputs, decisions: decided, outcomes };
}

/** What of the observed is to be expected from now on. */
export interface Chosen {
  /** By step: everything that leaves it, or the fields at some paths. */
  readonly steps: Readonly<Record<string, "whole" | readonly string[]>>;
  readonly decisions: boolean;
  readonly outcomes: boolean;
}

/** Makes expectations of what was observed. */
export function expectationsOf(observed: Observed, chosen: Chosen): Expected {
  const outputs: NonNullable<Expected["outputs"]> = {};
  const fields: NonNullable<Expected["fields"]> = {};
  for (const [step, what] of Object.entries(chosen.steps)) {
    const left = observed.outputs[step] ?? [];
    if (what === "whole") outputs[step] = [...left];
    else if (what.length > 0) fields[step] = { paths: [...what], values: left.map((one) => pick(one, what)) };
  }
  return {
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(chosen.decisions ? { decisions: observed.decisions } : {}),
    ...(chosen.outcomes ? { outcomes: observed.outcomes } : {}),
  };
}

/** What expectations look at, so that they can be renewed from another observation. */
export function chosenIn(expected: Expected): Chosen {
  const steps: Record<string, "whole" | readonly string[]> = {};
  for (const [step, { paths }] of Object.entries(expected.fields ?? {})) steps[step] = paths;
  for (const step of Object.keys(expected.outputs ?? {})) steps[step] = "whole";
  return { steps, decisions: expected.decisions !== undefined, outcomes: expected.outcomes !== undefined };
}

/** The fields at some paths, as far as they are there. */
export function pick(data: Json, paths: readonly string[]): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const path of paths) {
    const value = at(data, path);
    if (value !== undefined) found[path] = value;
  }
  return found;
}

/** The value at a path such as `Lines[0].Amount`; a member whose own name has dots or brackets is found first. */
function at(data: Json, path: string): Json | undefined {
  if (isJsonObject(data) && Object.hasOwn(data, path)) return data[path];
  const [, head, index, rest] = /^(?:([^.[]+)|\[(\d+)\])\.?(.*)$/s.exec(path) ?? [];
  const inner = head === undefined ? element(data, index) : member(data, head);
  return inner === undefined || rest === undefined || rest === "" ? inner : at(inner, rest);
}

function member(data: Json, name: string): Json | undefined {
  return isJsonObject(data) && Object.hasOwn(data, name) ? data[name] : undefined;
}

function element(data: Json, index: string | undefined): Json | undefined {
  return Array.isArray(data) && index !== undefined ? data[Number(index)] : undefined;
}
