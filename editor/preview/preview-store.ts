import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { PassRow, Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import { createStore } from "zustand/vanilla";
import type { EdgePreview, NodePreview } from "../document/preview-reading.ts";
import { learnAnswers } from "./effect-answers.ts";
import { keepEqual } from "./keep-equal.ts";
import { markStale, mergePasses } from "./merge-passes.ts";
import type { ComputedPreview, EffectAnswer, PreviewSample } from "./preview-job.ts";
import type { Computation, PreviewWorker } from "./preview-worker.ts";
import { type PassesByNode, summarizeEdges, summarizeNode } from "./summarize.ts";

/** Milliseconds from the last edit to the local computation, and to asking the server. */
const computeDelayMs = 30;
const askDelayMs = 400;
/** An answer of a system is asked for again after this long. */
const answerAgeMs = 10 * 60_000;

/** What keeps the preview from being complete. */
type PreviewTrouble =
  /** A step did not finish and was ended. */
  | { readonly kind: "stopped"; readonly step: string | undefined }
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
  readonly #answers = new Map<string, { readonly answer: EffectAnswer; readonly at: number }>();
  #input: PreviewInput | undefined;
  /** What the server said about exactly the present input. */
  #answered: readonly PassRow[] | undefined;
  #computed: ComputedPreview | undefined;
  #computing: ReturnType<typeof setTimeout> | undefined;
  #askingSoon: ReturnType<typeof setTimeout> | undefined;
  #call: AbortController | undefined;

  constructor(parts: PreviewParts, set: (state: Partial<PreviewState>) => void, get: () => PreviewState) {
    this.#parts = parts;
    this.#set = set;
    this.#get = get;
    this.#now = parts.now ?? Date.now;
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
    if (before?.sample !== input.sample) this.#set({ passes: {}, nodes: {}, edges: {}, trouble: undefined });
    clearTimeout(this.#computing);
    this.#computing = setTimeout(
      () => void this.#compute(),
      before?.sample === input.sample ? computeDelayMs : 0,
    );
  }

  refresh(): void {
    this.#answers.clear();
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
    const job = {
      graph,
      sample,
      connections: connections && [...connections],
      answers: this.#freshAnswers(),
    };
    const result = await this.#parts.worker.compute(job);
    if (result.kind === "dropped" || this.#input !== input) return;
    this.#show(input, result);
    const waits = result.kind === "done" && result.preview.pending.length > 0;
    if (waits && !this.#answered && !this.#call) {
      clearTimeout(this.#askingSoon);
      this.#askingSoon = setTimeout(() => void this.#ask(input), askDelay);
    }
  }

  #freshAnswers(): Record<string, EffectAnswer> {
    const oldest = this.#now() - answerAgeMs;
    const fresh: Record<string, EffectAnswer> = {};
    for (const [question, { answer, at }] of this.#answers) {
      if (at < oldest) this.#answers.delete(question);
      else fresh[question] = answer;
    }
    return fresh;
  }

  async #ask(input: PreviewInput): Promise<void> {
    if (!input.sample || this.#input !== input) return;
    const call = new AbortController();
    this.#call = call;
    this.#set({ asking: true });
    try {
      const { key, data, readAt } = input.sample;
      const request = { graph: { ...input.graph }, flow: this.#parts.flow, samples: [{ key, data, readAt }] };
      // The contract types the graph as any JSON; a Graph is JSON by construction.
      const preview = await this.#parts.ask(request as unknown as PreviewRequest, call.signal);
      if (this.#call !== call) return;
      this.#learn(preview);
    } catch (error) {
      if (this.#call !== call) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#call = undefined;
      this.#set({ asking: false, trouble: { kind: "server", message } });
    }
  }

  #learn(preview: Preview): void {
    const passes = preview.samples[0]?.passes ?? [];
    const at = this.#now();
    for (const [question, answer] of Object.entries(learnAnswers(this.#computed?.asked ?? {}, passes))) {
      // "Try again later" is no answer to keep.
      if (answer.outcome?.kind !== "retrying") this.#answers.set(question, { answer, at });
    }
    this.#call = undefined;
    this.#answered = passes;
    this.#set({ asking: false, askedAt: new Date(at).toISOString() });
    void this.#compute();
  }

  #show(input: PreviewInput, result: Exclude<Computation, { readonly kind: "dropped" }>): void {
    const { graph, sample } = input;
    if (result.kind !== "done") {
      const passes = markStale(this.#get().passes);
      const trouble: PreviewTrouble =
        result.kind === "failed"
          ? { kind: "failed", message: result.message }
          : { kind: "stopped", step: result.step };
      this.#set({ ...this.#summaries(graph, passes), sample, passes, trouble });
      return;
    }
    this.#computed = result.preview;
    const before = this.#get();
    const canWalk = result.preview.state !== undefined;
    const merged = canWalk
      ? mergePasses(stepsOf(graph), result.preview, this.#answered, before.passes)
      : markStale(before.passes);
    const passes = keepEqual(before.passes, merged);
    const trouble = before.trouble?.kind === "server" && !this.#answered ? before.trouble : undefined;
    this.#set({ ...this.#summaries(graph, passes), sample, graph, passes, tookMs: result.tookMs, trouble });
  }

  #summaries(graph: Graph, passes: PassesByNode): Pick<PreviewState, "nodes" | "edges"> {
    const before = this.#get();
    const nodes: Record<string, NodePreview> = {};
    for (const name of Object.keys(graph.nodes)) {
      const summary = summarizeNode(graph, name, passes[name], nodeCatalog);
      if (summary) nodes[name] = keepEqual(before.nodes[name], summary);
    }
    const edges = Object.fromEntries(
      Object.entries(summarizeEdges(graph, passes, nodeCatalog)).map(([id, edge]) => [
        id,
        keepEqual(before.edges[id], edge),
      ]),
    );
    return { nodes, edges };
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
    a.graph.tables === b.graph.tables
  );
}
