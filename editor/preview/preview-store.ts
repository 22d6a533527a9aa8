import type { PassRow, Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { createStore } from "zustand/vanilla";
import type { EdgePreview, NodePreview } from "../document/preview-reading.ts";
import { keepEqual } from "./keep-equal.ts";
import { markStale, mergePasses } from "./merge-passes.ts";
import type { ComputedPreview, HangingStep, PreviewSample } from "./preview-job.ts";
import type { PreviewWorker } from "./preview-worker.ts";
import type { PassesByNode } from "./summarize.ts";
import { summarizeFlow } from "./summarize-flow.ts";
import { type Computation, watchdogMs } from "./watched-worker.ts";

/** Milliseconds from the last edit to the local computation, and to asking the server. */
const computeDelayMs = 30;
const askDelayMs = 400;
/** A system that could not answer is asked again after this long, unless it said when; never sooner than the second. */
const lateAgainMs = 30_000;
const leastWaitMs = 2_000;

/** What keeps the preview from being complete. */
type PreviewTrouble =
  /** An expression did not finish and was ended. */
  | { readonly kind: "stopped"; readonly step: string | undefined; readonly field: string | undefined }
  | { readonly kind: "failed"; readonly message: string }
  /** Lookups and destinations could not be asked. */
  | { readonly kind: "server"; readonly message: string };

export interface PreviewState {
  /** The sample that the passes belong to. */
  readonly sample: PreviewSample | undefined;
  /** The graph that the passes belong to, as far as they are not stale. */
  readonly graph: Graph | undefined;
  readonly passes: PassesByNode;
  readonly nodes: Readonly<Record<string, NodePreview>>;
  readonly edges: Readonly<Record<string, EdgePreview>>;
  /** Systems are being asked right now. */
  readonly asking: boolean;
  /** When the systems were asked last, ISO 8601. */
  readonly askedAt: string | undefined;
  /** How long the last local computation took, in milliseconds. */
  readonly tookMs: number | undefined;
  readonly trouble: PreviewTrouble | undefined;
}

/** What a preview is computed of. */
export interface PreviewInput {
  readonly graph: Graph;
  readonly connections: ReadonlyMap<string, string> | undefined;
  readonly sample: PreviewSample | undefined;
}

export interface PreviewParts {
  readonly flow: string;
  readonly worker: PreviewWorker;
  /** `POST /api/preview`. Rejects with a message for people. */
  readonly ask: (request: PreviewRequest, signal: AbortSignal) => Promise<Preview>;
  readonly now?: () => number;
}

const empty: PreviewState = {
  sample: undefined,
  graph: undefined,
  passes: {},
  nodes: {},
  edges: {},
  asking: false,
  askedAt: undefined,
  tookMs: undefined,
  trouble: undefined,
};

export type PreviewStore = ReturnType<typeof createPreviewStore>;

/**
 * The preview of the current sample through the current draft, always on. An edit recomputes pure steps at once in a worker;
 * what only the systems can answer is asked of the server a moment later, and remembered. Older answers never replace newer ones.
 */
export function createPreviewStore(parts: PreviewParts) {
  const store = createStore<PreviewState>()(() => empty);
  const engine = new PreviewEngine(parts, store.setState, store.getState);
  return {
    ...store,
    /** Tells what to preview now; equal input does nothing. */
    update: (input: PreviewInput) => engine.update(input),
    /** Forgets what the systems answered and asks them again. */
    refresh: () => engine.refresh(),
    close: () => engine.close(),
  };
}

class PreviewEngine {
  readonly #parts: PreviewParts;
  readonly #set: (state: Partial<PreviewState>) => void;
  readonly #get: () => PreviewState;
  readonly #now: () => number;
  #input: PreviewInput | undefined;
  #connections: {
    readonly known: PreviewInput["connections"];
    readonly list: [string, string][] | undefined;
  };
  /** What the server said about exactly the present input. */
  #answered: readonly PassRow[] | undefined;
  /** What was answered before counts no more, for the next computation and the next question. */
  #forget = false;
  /** Steps that did not finish, as they were. */
  #hanging: readonly (HangingStep & { readonly node: GraphNode | undefined })[] = [];
  #computing: ReturnType<typeof setTimeout> | undefined;
  #askingSoon: ReturnType<typeof setTimeout> | undefined;
  #call: AbortController | undefined;

  constructor(parts: PreviewParts, set: (state: Partial<PreviewState>) => void, get: () => PreviewState) {
    this.#parts = parts;
    this.#set = set;
    this.#get = get;
    this.#now = parts.now ?? Date.now;
    this.#connections = { known: undefined, list: undefined };
  }

  update(input: PreviewInput): void {
    const before = this.#input;
    // The object stays the same as long as it says the same: results under way are told apart by it.
    if (before && sameInput(before, input)) return;
    this.#input = input;
    this.#forgetCall();
    if (!input.sample) {
      this.#set({ ...empty, askedAt: this.#get().askedAt });
      return;
    }
    if (before?.sample !== input.sample) {
      this.#set({ passes: {}, nodes: {}, edges: {}, trouble: undefined });
      this.#hanging = [];
    }
    clearTimeout(this.#computing);
    this.#computing = setTimeout(
      () => void this.#compute(),
      before?.sample === input.sample ? computeDelayMs : 0,
    );
  }

  refresh(): void {
    this.#forget = true;
    this.#forgetCall();
    void this.#compute(0);
  }

  close(): void {
    clearTimeout(this.#computing);
    this.#forgetCall();
    this.#input = undefined;
    this.#parts.worker.close();
  }

  #forgetCall(): void {
    clearTimeout(this.#askingSoon);
    this.#call?.abort();
    this.#call = undefined;
    this.#answered = undefined;
    if (this.#get().asking) this.#set({ asking: false });
  }

  async #compute(askDelay = askDelayMs): Promise<void> {
    const input = this.#input;
    if (!input?.sample) return;
    const { graph, sample, connections } = input;
    if (this.#connections.known !== connections) {
      this.#connections = { known: connections, list: connections && [...connections] };
    }
    this.#hanging = this.#hanging.filter(({ step, node }) => graph.nodes[step] === node);
    const result = await this.#parts.worker.compute({
      graph,
      sample,
      connections: this.#connections.list,
      answered: this.#answered,
      hanging: this.#hanging.map(({ node: _, ...one }) => one),
      ...(this.#forget ? { forget: true } : {}),
    });
    if (result.kind === "dropped" || this.#input !== input) return;
    if (result.kind === "stopped" && this.#leaveOut(input, result)) return;
    this.#show(input, result);
    const waits = result.kind === "done" && result.result.pending.length > 0;
    if (waits && !this.#answered && !this.#call) {
      clearTimeout(this.#askingSoon);
      this.#askingSoon = setTimeout(() => void this.#ask(input), askDelay);
    } else if (this.#answered && result.kind === "done") this.#askLater(input, result.result);
  }

  /** A system that has no room for questions now says when it has; then it is asked again. */
  #askLater(input: PreviewInput, { passes }: ComputedPreview): void {
    const waits = Object.values(passes)
      .flat()
      .flatMap(({ outcome }) => (outcome?.kind === "retrying" ? [outcome.retryAfterMs ?? lateAgainMs] : []));
    if (waits.length === 0) return;
    clearTimeout(this.#askingSoon);
    this.#askingSoon = setTimeout(
      () => {
        if (this.#input !== input) return;
        this.#answered = undefined;
        void this.#compute(0);
      },
      Math.max(leastWaitMs, Math.min(...waits)),
    );
  }

  /** Goes on without the step that did not finish, so that the others keep their preview. */
  #leaveOut(
    { graph }: PreviewInput,
    stopped: Extract<Computation<ComputedPreview>, { readonly kind: "stopped" }>,
  ): boolean {
    const { step, field } = stopped;
    if (step === undefined || this.#hanging.some((one) => one.step === step)) return false;
    const message = `This expression did not finish within ${watchdogMs / 1000} seconds for this record and was stopped. Let it do less at once, for example look at fewer elements.`;
    this.#hanging = [...this.#hanging, { step, field, message, node: graph.nodes[step] }];
    void this.#compute();
    return true;
  }

  async #ask(input: PreviewInput): Promise<void> {
    if (!input.sample || this.#input !== input) return;
    const call = new AbortController();
    this.#call = call;
    this.#set({ asking: true });
    try {
      const { key, data, readAt } = input.sample;
      const request = {
        graph: { ...input.graph },
        flow: this.#parts.flow,
        samples: [{ key, data, readAt }],
        ...(this.#forget ? { fresh: true } : {}),
      };
      // The contract types the graph as any JSON; a Graph is JSON by construction.
      const preview = await this.#parts.ask(request as unknown as PreviewRequest, call.signal);
      if (this.#call !== call) return;
      this.#call = undefined;
      this.#forget = false;
      this.#answered = preview.samples[0]?.passes ?? [];
      this.#set({ asking: false, askedAt: new Date(this.#now()).toISOString() });
      void this.#compute();
    } catch (error) {
      if (this.#call !== call) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#call = undefined;
      this.#set({ asking: false, trouble: { kind: "server", message } });
    }
  }

  #show(
    input: PreviewInput,
    result: Exclude<Computation<ComputedPreview>, { readonly kind: "dropped" }>,
  ): void {
    const { graph, sample } = input;
    const before = this.#get();
    if (result.kind !== "done") {
      const passes = markStale(before.passes);
      const trouble: PreviewTrouble =
        result.kind === "failed" ? { kind: "failed", message: result.message } : result;
      this.#set({ ...summarizeFlow(this.#get(), graph, passes), sample, passes, trouble });
      return;
    }
    const passes = result.result.walked ? this.#merge(graph, result.result) : markStale(before.passes);
    const [hanging] = this.#hanging;
    const trouble: PreviewTrouble | undefined = hanging
      ? { kind: "stopped", step: hanging.step, field: hanging.field }
      : before.trouble?.kind === "server" && !this.#answered
        ? before.trouble
        : undefined;
    this.#set({
      ...summarizeFlow(this.#get(), graph, passes),
      sample,
      graph,
      passes,
      tookMs: result.tookMs,
      trouble,
    });
  }

  #merge(graph: Graph, preview: ComputedPreview): PassesByNode {
    const before = this.#get().passes;
    const merged = mergePasses(stepsOf(graph), preview, before);
    return Object.fromEntries(
      Object.entries(merged).map(([name, one]) => [
        name,
        one === before[name] ? one : keepEqual(before[name], one),
      ]),
    );
  }
}

function stepsOf(graph: Graph): readonly string[] {
  return Object.entries(graph.nodes)
    .filter(([, node]) => node.type !== "note")
    .map(([name]) => name);
}

/** Whether nothing that a preview depends on differs: moving a step changes only the layout. */
function sameInput(a: PreviewInput, b: PreviewInput): boolean {
  return (
    a.sample === b.sample &&
    a.connections === b.connections &&
    a.graph.nodes === b.graph.nodes &&
    a.graph.edges === b.graph.edges &&
    a.graph.tables === b.graph.tables &&
    a.graph.limits === b.graph.limits
  );
}
