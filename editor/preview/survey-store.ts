import type { PassRow, Preview, PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import type { Graph, GraphNode } from "@trasvase/shared/graph.ts";
import { createStore } from "zustand/vanilla";
import { keepEqual } from "./keep-equal.ts";
import type { HangingStep, PreviewSample } from "./preview-job.ts";
import type { Survey, SurveyWorker } from "./survey-worker.ts";
import { type Computation, watchdogMs } from "./watched-worker.ts";

/** Milliseconds from the last edit to the survey, and to asking the systems: the current sample goes first. */
const computeDelayMs = 200;
const askDelayMs = 800;
/** Samples of one request to the server. */
const askedAtOnce = 50;

export interface SurveyState {
  /** The samples that the rows belong to, in the same order. */
  readonly samples: readonly PreviewSample[];
  readonly rows: Survey["rows"];
  /** How many samples wait for a system that nobody has asked yet. */
  readonly waiting: number;
  readonly presence: Survey["presence"];
  /** The step that the presence belongs to. */
  readonly presenceAt: string | undefined;
  /** The draft has changed and was not surveyed again yet. */
  readonly stale: boolean;
  readonly asking: boolean;
  /** Why the survey is not complete, for people. */
  readonly trouble: string | undefined;
}

/** What a survey is made of. */
export interface SurveyInput {
  readonly graph: Graph;
  readonly connections: ReadonlyMap<string, string> | undefined;
  readonly samples: readonly PreviewSample[];
}

/** What somebody looks at. While nobody looks, nothing is computed. */
export interface SurveyWish {
  /** Counts the fields of the records that reach this step. */
  readonly presenceAt?: string;
  /** Asks the systems about all samples, not only about the current one. */
  readonly systems?: boolean;
}

export interface SurveyParts {
  readonly flow: string;
  readonly worker: SurveyWorker;
  /** `POST /api/preview`. Rejects with a message for people. */
  readonly ask: (request: PreviewRequest, signal: AbortSignal) => Promise<Preview>;
}

const empty: SurveyState = {
  samples: [],
  rows: [],
  waiting: 0,
  presence: undefined,
  presenceAt: undefined,
  stale: false,
  asking: false,
  trouble: undefined,
};

export type SurveyStore = ReturnType<typeof createSurveyStore>;

/** What becomes of all samples in the current draft, for as long as somebody looks. */
export function createSurveyStore(parts: SurveyParts) {
  const store = createStore<SurveyState>()(() => empty);
  const engine = new SurveyEngine(parts, store.setState, store.getState);
  return {
    ...store,
    /** Tells what to survey now; equal input does nothing. */
    update: (input: SurveyInput) => engine.update(input),
    /** Begins to look; answers how to stop. */
    watch: (wish: SurveyWish) => engine.watch(wish),
    /** Asks the systems about all samples again, whatever they answered before. */
    refresh: () => engine.refresh(),
    close: () => engine.close(),
  };
}

class SurveyEngine {
  readonly #parts: SurveyParts;
  readonly #set: (state: Partial<SurveyState>) => void;
  readonly #get: () => SurveyState;
  readonly #wishes = new Set<SurveyWish>();
  #input: SurveyInput | undefined;
  #connections: {
    readonly known: SurveyInput["connections"];
    readonly list: [string, string][] | undefined;
  } = {
    known: undefined,
    list: undefined,
  };
  #answered: readonly (readonly PassRow[])[] | undefined;
  #forget = false;
  #hanging: readonly (HangingStep & { readonly node: GraphNode | undefined })[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askingSoon: ReturnType<typeof setTimeout> | undefined;
  #call: AbortController | undefined;

  constructor(parts: SurveyParts, set: (state: Partial<SurveyState>) => void, get: () => SurveyState) {
    this.#parts = parts;
    this.#set = set;
    this.#get = get;
  }

  update(input: SurveyInput): void {
    const before = this.#input;
    if (before && isSame(before, input)) return;
    this.#input = input;
    this.#forgetCall();
    if (before?.samples !== input.samples) this.#set(empty);
    else if (this.#get().rows.length > 0) this.#set({ stale: true });
    this.#soon(computeDelayMs);
  }

  watch(wish: SurveyWish): () => void {
    this.#wishes.add(wish);
    this.#soon(0);
    return () => {
      this.#wishes.delete(wish);
    };
  }

  refresh(): void {
    this.#forget = true;
    this.#forgetCall();
    this.#soon(0);
  }

  close(): void {
    clearTimeout(this.#timer);
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

  #soon(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#compute(), delay);
  }

  get #presenceAt(): string | undefined {
    return [...this.#wishes].findLast((wish) => wish.presenceAt !== undefined)?.presenceAt;
  }

  async #compute(): Promise<void> {
    const input = this.#input;
    if (!input || input.samples.length === 0 || this.#wishes.size === 0) return;
    const { graph, connections, samples } = input;
    if (this.#connections.known !== connections) {
      this.#connections = { known: connections, list: connections && [...connections] };
    }
    this.#hanging = this.#hanging.filter(({ step, node }) => graph.nodes[step] === node);
    const presenceAt = this.#presenceAt;
    const result = await this.#parts.worker.compute({
      graph,
      connections: this.#connections.list,
      samples,
      answered: this.#answered,
      hanging: this.#hanging.map(({ node: _, ...one }) => one),
      presenceAt,
      ...(this.#forget ? { forget: true } : {}),
    });
    if (this.#input === input) this.#take(input, result, presenceAt);
  }

  #take(input: SurveyInput, result: Computation<Survey>, presenceAt: string | undefined): void {
    if (result.kind === "dropped") return;
    if (result.kind === "failed") {
      this.#set({ trouble: result.message, stale: true });
      return;
    }
    if (result.kind === "stopped") {
      this.#leaveOut(input, result);
      return;
    }
    const { rows, waiting, presence } = result.result;
    const before = this.#get();
    const { samples } = input;
    this.#set({
      ...keepEqual({ rows: before.rows, presence: before.presence }, { rows, presence }),
      samples,
      waiting,
      presenceAt,
      stale: false,
      ...(this.#answered ? {} : { trouble: undefined }),
    });
    const isWanted = [...this.#wishes].some((wish) => wish.systems);
    if (waiting === 0 || !isWanted || this.#answered || this.#call) return;
    clearTimeout(this.#askingSoon);
    this.#askingSoon = setTimeout(() => void this.#ask(input), this.#forget ? 0 : askDelayMs);
  }

  /** Goes on without a step that did not finish for one of the samples. */
  #leaveOut(
    { graph }: SurveyInput,
    stopped: Extract<Computation<Survey>, { readonly kind: "stopped" }>,
  ): void {
    const { step, field } = stopped;
    const message = `This expression did not finish within ${watchdogMs / 1000} seconds for one of the samples and was stopped.`;
    if (step === undefined || this.#hanging.some((one) => one.step === step)) {
      this.#set({ trouble: message, stale: true });
      return;
    }
    this.#hanging = [...this.#hanging, { step, field, message, node: graph.nodes[step] }];
    void this.#compute();
  }

  async #ask(input: SurveyInput): Promise<void> {
    if (this.#input !== input) return;
    const call = new AbortController();
    this.#call = call;
    this.#set({ asking: true });
    try {
      const answered: (readonly PassRow[])[] = [];
      for (let from = 0; from < input.samples.length; from += askedAtOnce) {
        const request = {
          graph: { ...input.graph },
          flow: this.#parts.flow,
          samples: input.samples
            .slice(from, from + askedAtOnce)
            .map(({ key, data, readAt }) => ({ key, data, readAt })),
          ...(this.#forget ? { fresh: true } : {}),
        };
        // The contract types the graph as any JSON; a Graph is JSON by construction.
        const preview = await this.#parts.ask(request as unknown as PreviewRequest, call.signal);
        if (this.#call !== call) return;
        answered.push(...preview.samples.map((sample) => sample.passes));
      }
      this.#call = undefined;
      this.#forget = false;
      this.#answered = answered;
      this.#set({ asking: false, trouble: undefined });
      void this.#compute();
    } catch (error) {
      if (this.#call !== call) return;
      this.#call = undefined;
      this.#set({ asking: false, trouble: error instanceof Error ? error.message : String(error) });
    }
  }
}

function isSame(a: SurveyInput, b: SurveyInput): boolean {
  return (
    a.samples === b.samples &&
    a.connections === b.connections &&
    a.graph.nodes === b.graph.nodes &&
    a.graph.edges === b.graph.edges &&
    a.graph.tables === b.graph.tables &&
    a.graph.limits === b.graph.limits
  );
}
