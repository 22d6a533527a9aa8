import type { Page } from "@playwright/test";
import type { BenchServer } from "../runtime/server.ts";

/** One figure of one round, with the most it may be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "kB" | "fps" | "";
  /** The budget; left out where there is none. */
  readonly most?: number;
  /** The budget from below, for what has to be large. */
  readonly least?: number;
}

/** What a measurement works with: the served production build and a browser on it, signed in. */
export interface EditorBench {
  readonly server: BenchServer;
  /** A page of a fresh browser context, with nothing in its cache. */
  open(path: string): Promise<Page>;
}

/**
 * Something measured in the editor. To add one: a file here that exports a measurement, and a line in bench.ts. It is run three
 * times; each figure is reported as the median of the rounds, with its budget.
 */
export interface Measurement {
  /** As users of `pnpm bench editor ID` name it: the number of the goal. */
  readonly id: string;
  readonly title: string;
  /** One round. Figures of the same name are put together. */
  measure(bench: EditorBench): Promise<readonly Figure[]>;
}
