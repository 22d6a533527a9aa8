import { runners } from "@trasvase/nodes/pure.ts";
import type { RecordContext } from "@trasvase/shared/expression/record-bindings.ts";
import type { GraphNode } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import {
  type Asked,
  type NodeType,
  type OpenedStep,
  type PureResult,
  Rejection,
  type Runner,
  type Runners,
} from "@trasvase/shared/node.ts";
import { explainConditions } from "./explain-conditions.ts";
import type { HangingStep, SeenConditions } from "./preview-job.ts";
import { StepMemory } from "./step-memory.ts";

/** What a pure step did with a record, and what its conditions said part by part. */
interface Computed {
  readonly result: PureResult;
  readonly clauses: SeenConditions | undefined;
}

/** What a walk with watched runners is told. */
export interface WatchOptions {
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly hanging: readonly HangingStep[];
  /** Hears of each expression before it is evaluated for the first record. */
  entered(step: string, field: string): void;
}

/**
 * The runners of production with a memory: a step that was not edited gives for the same record what it gave before, without evaluating
 * anything. So an edit is computed from the changed step down. One for each sample.
 */
export class WatchedRunners {
  readonly #computed = new Memories<Computed>();
  readonly #asked = new Memories<Asked>();

  /** Forgets everything: another sample, or other value tables. */
  clear(): void {
    this.#computed.clear();
    this.#asked.clear();
  }

  /** What the conditions of a step said in the last walk. */
  clausesOf(step: string, recordId: string): SeenConditions | undefined {
    return this.#computed.of(step)?.last(recordId)?.clauses;
  }

  /** Runners for one walk. */
  open(options: WatchOptions): Runners {
    this.#computed.begin();
    this.#asked.begin();
    const watched = Object.entries(runners).map(([type, runner]): [string, Runner] => [
      type,
      this.#watch(type as NodeType, runner, options),
    ]);
    // Made of the entries of a total map, so it is total too.
    return Object.fromEntries(watched) as Runners;
  }

  #watch(type: NodeType, runner: Runner, options: WatchOptions): Runner {
    if (runner.does === "compute") {
      return {
        does: "compute",
        open: (step) => {
          const hanging = options.hanging.find((one) => one.step === step.name);
          if (hanging) return () => stop(hanging);
          const process = runner.open(listening(step, options));
          const explain = explainConditions(type, step);
          const memory = this.#computed.open(step.name, options);
          return (data, context) =>
            memory.recall(data, context, () => {
              const result = process(data, context);
              return { result, clauses: explain?.(data, context) };
            }).result;
        },
      };
    }
    if (runner.does !== "look-up") return runner;
    return {
      does: "look-up",
      open: (step) => {
        const terms = runner.open(listening(step, options));
        const memory = this.#asked.open(step.name, options);
        const hanging = options.hanging.find((one) => one.step === step.name);
        const ask = (data: Json, context: RecordContext) =>
          hanging ? stop(hanging) : memory.recall(data, context, () => terms.ask(data, context));
        return { ...terms, ask };
      },
    };
  }
}

/** The memories of steps. Those that a walk does not open are forgotten with it: their step is gone, or of another type now. */
class Memories<Result> {
  #before = new Map<string, StepMemory<Result>>();
  #now = new Map<string, StepMemory<Result>>();

  clear(): void {
    this.#before = new Map();
    this.#now = new Map();
  }

  begin(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  of(step: string): StepMemory<Result> | undefined {
    return this.#now.get(step);
  }

  /** The memory of a step for the walk that has begun; an edited step has a new one. */
  open(step: string, { nodes }: WatchOptions): StepMemory<Result> {
    const node = nodes[step];
    const known = this.#before.get(step);
    const memory = known && known.node === node ? known : new StepMemory(node, known);
    memory.begin();
    this.#now.set(step, memory);
    return memory;
  }
}

function stop({ message, field }: HangingStep): never {
  throw new Rejection("preview-stopped", message, { field });
}

/** The step, telling which of its expressions is being evaluated. */
function listening(step: OpenedStep<unknown>, { entered }: WatchOptions): OpenedStep<unknown> {
  return {
    ...step,
    expression: (field) => {
      const expression = step.expression(field);
      let isFirst = true;
      return {
        text: expression.text,
        evaluate: (data, context) => {
          if (isFirst) entered(step.name, field);
          isFirst = false;
          return expression.evaluate(data, context);
        },
      };
    },
  };
}
