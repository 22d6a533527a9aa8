import type { OpenConnection } from "@trasvase/shared/connector.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import type { OpenFlow } from "../engine/open.ts";
import type { FileRunSummary } from "../engine/run-files.ts";
import type { LineOutput } from "./line-output.ts";
import type { PlannedFlow } from "./plan-flow.ts";
import type { WalkThread } from "./walk-threads.ts";

/** What `trasvase run` was asked to do, checked and planned. */
export interface RunJob {
  readonly flow: OpenFlow;
  readonly graph: Graph;
  readonly planned: PlannedFlow;
  readonly connections: ReadonlyMap<string, OpenConnection>;
  /** Connector by connection. */
  readonly types: ReadonlyMap<string, string>;
  readonly input: string | undefined;
  readonly lines: LineOutput | undefined;
  /** Workers besides this one. */
  readonly threads: readonly WalkThread[];
}

/** What a run tells while it goes on. */
export interface RunTold {
  onRejected(record: SourceRecord, outcome: Outcome): void;
  onProgress(summary: FileRunSummary): void;
}
