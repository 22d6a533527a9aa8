import { runSchema } from "../shared/contract/run.ts";
import { page } from "../shared/contract/values.ts";
import type { OutcomeKind } from "../shared/outcome.ts";
import type { Emitter } from "./emitter.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Product } from "./product.ts";

/** What the product says of a flow, added up over its runs. */
export interface Claims {
  /** Source records, without those that were brought again. */
  readonly received: number;
  readonly repeated: number;
  /** Ended well at the destination. */
  readonly done: number;
  readonly filtered: number;
  readonly rejected: number;
  readonly inFlight: number;
}

/** What the product claims, from the API that shows it to people. */
export async function readClaims(product: Product, flow: string): Promise<Claims> {
  const { rows } = page(runSchema).parse(await product.call("GET", `/api/runs?flow=${flow}&limit=200`));
  const sum = (of: (run: (typeof rows)[number]) => number) => rows.reduce((total, run) => total + of(run), 0);
  const ended = (...kinds: readonly OutcomeKind[]) =>
    sum((run) => kinds.reduce((total, kind) => total + (run.counts[kind] ?? 0), 0));
  return {
    received: sum((run) => run.read - run.repeated),
    repeated: sum((run) => run.repeated),
    done: ended("created", "updated", "unchanged", "skipped", "superseded"),
    filtered: ended("filtered"),
    rejected: ended("rejected"),
    inFlight: sum((run) => run.inFlight) + ended("retrying", "unknown"),
  };
}

/** What the ledger's file says about the records of a source. */
export interface Evidence {
  /** Different records that had an effect. */
  readonly delivered: number;
  /** Effects beyond the first of the same record. */
  readonly doubled: number;
  /** Writes that reached the ledger beyond the first of the same record, with or without effect. */
  readonly redelivered: number;
  /** First arrivals that came behind a later record of their key. */
  readonly outOfOrder: number;
  /** Records that were to arrive and did not. */
  readonly lost: number;
  /** Records that arrived although they were never emitted, or were to be filtered. */
  readonly foreign: number;
  /** The first few records that had more than one effect. */
  readonly doubledRefs: readonly string[];
}

/** Which records are to arrive; by default all that are not to be filtered. */
export type Expected = (key: string, seq: number) => boolean;

const notFiltered: Expected = (_key, seq) => seq % 5 !== 0;

/** Reads the ledger's file and compares it with what was emitted. */
export async function readEvidence(
  ledger: Ledger,
  book: string,
  emitter: Emitter,
  expected: Expected = notFiltered,
): Promise<Evidence> {
  const arrivals = new Map<string, Uint8Array>(
    [...emitter.seqs()].map(([key, last]) => [key, new Uint8Array(last + 1)]),
  );
  const highest = new Map<string, number>();
  const sums = { delivered: 0, doubled: 0, redelivered: 0, outOfOrder: 0, lost: 0, foreign: 0 };
  const doubledRefs: string[] = [];
  for await (const { by, does, key, ref, seq, source } of ledger.lines(book)) {
    const seen = source === emitter.source ? arrivals.get(key) : undefined;
    if (!seen || seq < 1 || seq >= seen.length || !expected(key, seq)) {
      sums.foreign++;
      continue;
    }
    if (seen[seq]) {
      sums.redelivered++;
      if (does !== "repeat" && ++sums.doubled <= 10) doubledRefs.push(`${ref} (${does} by ${by})`);
      continue;
    }
    seen[seq] = 1;
    sums.delivered++;
    if (seq < (highest.get(key) ?? 0)) sums.outOfOrder++;
    highest.set(key, Math.max(seq, highest.get(key) ?? 0));
  }
  for (const [key, seen] of arrivals) {
    for (let seq = 1; seq < seen.length; seq++) if (!seen[seq] && expected(key, seq)) sums.lost++;
  }
  return { ...sums, doubledRefs };
}
