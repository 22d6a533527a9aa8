import type { OutcomeKind } from "@trasvase/shared/outcome.ts";

/*
 * What each page keeps in its address, so that a colleague can be sent the exact view. Anything else in an address is dropped; a
 * value that is not among the known ones counts as left out.
 */

type Raw = Readonly<Record<string, unknown>>;

/** Text members that are there and not empty. Numbers count: the router reads `q=20261234` as one. */
function texts<const Name extends string>(raw: Raw, names: readonly Name[]): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {};
  for (const name of names) {
    const value = raw[name];
    if (typeof value === "number" || (typeof value === "string" && value !== "")) found[name] = String(value);
  }
  return found;
}

function oneOf<const Value extends string>(value: unknown, allowed: readonly Value[]): Value | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** Every outcome. Written out, because the shared list would bring the whole of zod into the first load. */
const outcomes: Readonly<Record<OutcomeKind, true>> = {
  filtered: true,
  superseded: true,
  skipped: true,
  unchanged: true,
  updated: true,
  created: true,
  retrying: true,
  rejected: true,
  unknown: true,
};

function knownOutcome(value: unknown): OutcomeKind | undefined {
  const isKnown = (name: unknown): name is OutcomeKind =>
    typeof name === "string" && Object.hasOwn(outcomes, name);
  return isKnown(value) ? value : undefined;
}

/** The flows list: filter text, status, connection, saved chip, sorting. */
export interface FlowsSearch {
  q?: string;
  status?: string;
  connection?: string;
  chip?: "failing" | "changed-this-week";
  sort?: string;
}

export function flowsSearch(raw: Raw): FlowsSearch {
  const chip = oneOf(raw.chip, ["failing", "changed-this-week"]);
  return { ...texts(raw, ["q", "status", "connection", "sort"]), ...(chip ? { chip } : {}) };
}

/**
 * An open flow: the selected step, the sample or a past record instead of one, the tab of the panel, canvas or outline, and where it
 * is maximised.
 */
export interface FlowSearch {
  node?: string;
  sample?: string;
  record?: string;
  tab?: string;
  field?: string;
  view?: "canvas" | "outline";
}

export function flowSearch(raw: Raw): FlowSearch {
  const view = oneOf(raw.view, ["canvas", "outline"]);
  return { ...texts(raw, ["node", "sample", "record", "tab", "field"]), ...(view ? { view } : {}) };
}

/** The runs list. */
export interface RunsSearch {
  flow?: string;
}

export function runsSearch(raw: Raw): RunsSearch {
  return texts(raw, ["flow"]);
}

/** The record log: business key, flow, run, outcome, step; `open` keeps those that wait for a person. */
export interface RecordsSearch {
  q?: string;
  flow?: string;
  run?: string;
  node?: string;
  outcome?: OutcomeKind;
  open?: true;
}

export function recordsSearch(raw: Raw): RecordsSearch {
  const outcome = knownOutcome(raw.outcome);
  return {
    ...texts(raw, ["q", "flow", "run", "node"]),
    ...(outcome ? { outcome } : {}),
    ...(raw.open === true || raw.open === "true" ? { open: true } : {}),
  };
}

/** One record: the step and the record at that step that are shown, and the tab. */
export interface RecordSearch {
  node?: string;
  pass?: string;
  tab?: string;
}

export function recordSearch(raw: Raw): RecordSearch {
  return texts(raw, ["node", "pass", "tab"]);
}

/** One connection, or a new one of a type. */
export interface ConnectionsSearch {
  connector?: string;
}

export function connectionsSearch(raw: Raw): ConnectionsSearch {
  return texts(raw, ["connector"]);
}
