import type { FlowCase } from "@trasvase/shared/case/case.ts";
import type { DiscoverRequest, RawRecord, ResourceField } from "@trasvase/shared/connector.ts";
import type { CaseRow, ChangeCase, CreateCase } from "@trasvase/shared/contract/case.ts";
import type { ConnectionCheck } from "@trasvase/shared/contract/connection.ts";
import type { CountAnswer } from "@trasvase/shared/contract/cursor.ts";
import type { Forecast, ForecastRequest } from "@trasvase/shared/contract/forecast.ts";
import type { HeardRecord } from "@trasvase/shared/contract/hook.ts";
import type { Held } from "@trasvase/shared/contract/owed.ts";
import type { Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import type { FlowQueue } from "@trasvase/shared/contract/queue.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import type { FetchSamples, KeepSample, Sample, Samples } from "@trasvase/shared/contract/sample.ts";
import type { SignInAnswer, SignInRequest } from "@trasvase/shared/sign-in.ts";
import type { CaseFlow } from "./cases/cases.ts";
import type { BackfillOptions } from "./engine/backfill-options.ts";
import type { WishAccess } from "./engine/wish-access.ts";
import type { FlowPlace } from "./queue/queue.ts";
import type { RecordAddress } from "./records/record-address.ts";

/** Records pushed to a flow by one request. */
export interface Push {
  readonly flowId: string;
  readonly records: readonly RawRecord[];
  /** The sender's id of this delivery; the same id again is accepted once. */
  readonly deliveryId: string | undefined;
}

/** What became of a push. Answered after its transaction was committed. */
export type Pushed =
  | { readonly kind: "accepted"; readonly count: number }
  | { readonly kind: "repeated" }
  /** The backlog limit is reached; nothing was stored. */
  | { readonly kind: "full"; readonly retryAfterSeconds: number };

/**
 * What the HTTP API asks of the engine. Ids are those of the API and belong to the workspace, which the caller has made sure of.
 */
export interface EngineAccess extends WishAccess {
  /** Walks the records through an unsaved graph. Reads look-ups and matches; never writes. */
  preview(workspaceId: string, request: PreviewRequest, signal: AbortSignal): Promise<Preview>;
  /** Says how many calls so many records need, and when they will be through. Asks no system anything. */
  forecast(workspaceId: string, request: ForecastRequest): Promise<Forecast>;
  /** Fetches records from the source step of an unsaved graph. */
  fetchSamples(workspaceId: string, request: FetchSamples, signal: AbortSignal): Promise<Samples>;
  /** The samples kept with a flow, the oldest first. */
  keptSamples(place: FlowPlace): Promise<readonly Sample[]>;
  /** Keeps a sample with a flow, stand-ins in the place of its personal fields. */
  keepSample(place: FlowPlace, userId: string, request: KeepSample): Promise<Sample>;
  /** Every case of a flow, run against its draft. Calls nobody. */
  cases(flow: CaseFlow): Promise<readonly CaseRow[]>;
  /** Saves a sample as a case; the systems are asked, nothing is written to them. */
  createCase(flow: FlowPlace, userId: string, request: CreateCase, signal: AbortSignal): Promise<CaseRow>;
  changeCase(flow: CaseFlow, id: string, change: ChangeCase): Promise<CaseRow>;
  /** Expects from now on what the draft does with a case. */
  acceptCase(flow: CaseFlow, id: string): Promise<CaseRow>;
  /** Asks the systems again and keeps their answers with the case. */
  recordCase(flow: CaseFlow, id: string, signal: AbortSignal): Promise<CaseRow>;
  /** The cases of a flow as its file has them. */
  casesForFile(flow: FlowPlace): Promise<readonly FlowCase[]>;
  /** Stores the cases of a file or of another flow with a flow. */
  importCases(flow: FlowPlace, userId: string, cases: readonly FlowCase[]): Promise<void>;
  /** Queues a run of the flow's active version; answers the id of the run. */
  startRun(workspaceId: string, flowId: string, userId: string): Promise<string>;
  /** Queues a run that reads a period by itself; answers its id. */
  startBackfill(
    workspaceId: string,
    flowId: string,
    asked: { readonly userId: string; readonly options: BackfillOptions },
  ): Promise<string>;
  /** Counts what reading a graph's source would give. */
  countSource(
    workspaceId: string,
    request: { readonly graph: unknown; readonly since?: string; readonly until?: string },
    signal: AbortSignal,
  ): Promise<CountAnswer>;
  /** Stops reading and finishes what is under way. False: it had ended already. */
  stopRun(workspaceId: string, runId: string): Promise<boolean>;
  /** Stores pushed records durably. */
  push(workspaceId: string, push: Push): Promise<Pushed>;
  /** Records that wait for a person's confirmation, with what each would do. */
  describeHeld(place: FlowPlace, signal: AbortSignal): Promise<Held>;
  /** What waits in a flow now. */
  describeQueue(place: FlowPlace, settings: unknown): Promise<FlowQueue>;
  /** Keeps pushed records for whoever listens for a sample. */
  keepHeard(place: FlowPlace, records: readonly RawRecord[]): Promise<void>;
  /** What was pushed since somebody began to listen, in the order it came. */
  listHeard(place: FlowPlace): Promise<readonly HeardRecord[]>;
  /** A logged record with everything derived by replay; undefined when the log no longer has it. */
  describeRecord(workspaceId: string, record: RecordAddress): Promise<RecordDetail | undefined>;
  /** Makes what is owed for a record due now, walked by the active version. False: nothing is owed for it. */
  retryRecord(workspaceId: string, record: RecordAddress): Promise<boolean>;
  /** A logged record as a sample. */
  recordAsSample(workspaceId: string, record: RecordAddress): Promise<Sample | undefined>;
  /** Tries a connection stage by stage and stores the result as its state. */
  checkConnection(workspaceId: string, name: string, signal: AbortSignal): Promise<ConnectionCheck>;
  /** The address of the system's own sign-in page. Throws ConnectorError. */
  signInAddress(workspaceId: string, name: string, request: SignInRequest): Promise<string>;
  /** Finishes a sign-in with what the system sent the person back with. Throws ConnectorError. */
  completeSignIn(workspaceId: string, name: string, answer: SignInAnswer): Promise<void>;
  /** The fields of a resource as the system itself tells them; undefined when it does not. Throws ConnectorError. */
  discoverFields(
    workspaceId: string,
    name: string,
    request: DiscoverRequest,
  ): Promise<readonly ResourceField[] | undefined>;
}
