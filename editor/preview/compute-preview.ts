import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import type { Answer, Delivered, DryRun, Effects, Ending, Question } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import type { NodeType, Runners } from "@trasvase/shared/node.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import { makePlan, type PlanStep, withReadableSource } from "@trasvase/shared/plan.ts";
import { openPlan, type Pass, walk } from "@trasvase/shared/walk.ts";
import { isList } from "../expression/expression-path.ts";
import { deliveryQuestion, lookupQuestion, passId, wayOf } from "./effect-answers.ts";
import { explainConditions } from "./explain-conditions.ts";
import type { ComputedPreview, EffectAnswers, PreviewJob, PreviewPass, SeenClause } from "./preview-job.ts";

/** Id of the sample as a source record; record ids in the result begin with it. */
const sampleId = "sample";

/** Code of an ending that only says that the world has not answered yet. */
const pendingCode = "preview-pending";
const pendingEnding: Ending = { kind: "retrying", code: pendingCode, message: "" };

/**
 * Walks a sample through a graph with the walk of production. Effects are answered by what the server said before; where it has not
 * said anything, the record stops and the step is listed as pending. `entered` hears of each step before its first record.
 */
export async function computePreview(
  job: PreviewJob,
  entered: (step: string) => void = () => {},
): Promise<ComputedPreview> {
  const { plan, problems } = makePlan(job.graph, {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections: job.connections && new Map(job.connections),
  });
  if (!plan) return { problems, passes: [], leaves: [], state: undefined, pending: [], asked: {} };
  const seen = new Observations(job.answers);
  const opened = openPlan(withReadableSource(plan), watch(runners, seen, entered));
  const { key, data, readAt } = job.sample;
  const source = { id: sampleId, key, data, readAt, ordinal: 0, deleted: false };
  const walked = await walk(opened, [source], {
    at: Date.parse(readAt),
    effects: seen.effects(opened.remembered),
    observe: (pass) => seen.observe(pass),
    clock: () => performance.now(),
  });
  return {
    problems,
    passes: seen.passes,
    leaves: walked.leaves
      .filter((leaf) => leaf.outcome.code !== pendingCode)
      .map(({ recordId, outcome }) => ({ recordId, outcome })),
    state: walked.states[0],
    pending: [...seen.pending],
    asked: seen.asked,
  };
}

/** The runners, with an ear at each step: who is entered, and what conditions said part by part. */
function watch(all: Runners, seen: Observations, entered: (step: string) => void): Runners {
  const watched = Object.entries(all).map(([type, runner]): [string, Runners[NodeType]] => {
    if (runner.does !== "compute") return [type, runner];
    return [
      type,
      {
        does: "compute",
        open: (step) => {
          const process = runner.open(step);
          const explain = explainConditions(type, step);
          let first = true;
          return (data, context) => {
            if (first) entered(step.name);
            first = false;
            const result = process(data, context);
            const clauses = explain?.(data, context);
            if (clauses) seen.explain(step.name, context.recordId, clauses);
            return result;
          };
        },
      },
    ];
  });
  // Made of the entries of a total map, so it is total too.
  return Object.fromEntries(watched) as Runners;
}

class Observations {
  readonly passes: PreviewPass[] = [];
  readonly pending = new Set<string>();
  readonly asked: Record<string, string> = {};
  readonly #answers: EffectAnswers;
  readonly #clauses = new Map<string, Readonly<Record<string, readonly SeenClause[]>>>();

  constructor(answers: EffectAnswers) {
    this.#answers = answers;
  }

  explain(step: string, recordId: string, clauses: Readonly<Record<string, readonly SeenClause[]>>): void {
    this.#clauses.set(passId(step, recordId), clauses);
  }

  observe(pass: Pass): void {
    const isPending = pass.outcome?.code === pendingCode;
    if (isPending) this.pending.add(pass.step.name);
    const clauses = this.#clauses.get(passId(pass.step.name, pass.recordId));
    const target = pass.delivered?.target;
    const answer = pass.answer ?? target;
    const { outcome } = pass;
    this.passes.push({
      node: pass.step.name,
      recordId: pass.recordId,
      input: pass.input,
      outputs: [...pass.outputs],
      verdicts: pass.verdicts.map((verdict) => ({ ...verdict })),
      ...(answer === undefined ? {} : { answer }),
      ...(outcome && !isPending ? { outcome } : {}),
      ...(pass.delivered?.dryRun ? { dryRun: asRow(pass.delivered.dryRun) } : {}),
      ...(clauses ? { clauses } : {}),
      ...(isPending ? { pending: true } : {}),
      provisional: pass.provisional,
      durationMs: pass.durationMs,
    });
  }

  effects(remembered: ReadonlySet<string>): Effects {
    return {
      lookUp: (step, terms, questions) => {
        const groups = groupByRecord(questions);
        const answers = new Map<string, Answer[]>();
        for (const [recordId, own] of groups) {
          const question = lookupQuestion(
            terms,
            own.map((one) => one.values),
          );
          this.#ask(step, recordId, question);
          answers.set(recordId, this.#lookupAnswers(question, own.length));
        }
        return Promise.resolve(
          questions.map((one) => answers.get(one.recordId)?.shift() ?? failed(pendingEnding)),
        );
      },
      deliver: (step, terms, arrivals) =>
        Promise.resolve(
          arrivals.map((arrival) => {
            const question = deliveryQuestion(terms, arrival.data);
            this.#ask(step, arrival.id.slice(0, -step.name.length - 1), question);
            return this.#delivered(question, remembered.has(step.name));
          }),
        ),
    };
  }

  #ask(step: PlanStep, recordId: string, question: string): void {
    this.asked[passId(step.name, wayOf(recordId, sampleId))] = question;
  }

  #lookupAnswers(question: string, count: number): Answer[] {
    const known = this.#answers[question];
    if (known?.kind !== "lookup") return Array.from({ length: count }, () => failed(pendingEnding));
    if (known.outcome) return Array.from({ length: count }, () => failed(endingOf(known.outcome)));
    const each = isList(known.answer) && known.answer.length === count ? known.answer : undefined;
    // One question may have a list for an answer only if the lookup asked for each element.
    const values = each ?? [known.answer ?? null];
    return Array.from({ length: count }, (_, index) => found(values[index] ?? null));
  }

  #delivered(question: string, isRead: boolean): Delivered {
    const known = this.#answers[question];
    if (known?.kind !== "delivery") return { outcome: pendingEnding };
    // Steps behind it would see the record that was sent instead of the one in the target.
    if (isRead && known.target === undefined && known.outcome?.kind !== "rejected") {
      return { outcome: pendingEnding };
    }
    return {
      outcome: endingOf(known.outcome),
      ...(known.dryRun ? { dryRun: asDryRun(known.dryRun) } : {}),
      ...(known.target === undefined ? {} : { target: known.target }),
      provisional: known.provisional,
    };
  }
}

function failed(outcome: Ending): Answer {
  return { kind: "failed", outcome };
}

function found(data: Json): Answer {
  return isJsonObject(data) ? { kind: "found", record: { id: "", data } } : { kind: "missing" };
}

function endingOf(outcome: Outcome | undefined): Ending {
  if (!outcome) return pendingEnding;
  const { node: _node, port: _port, ...ending } = outcome;
  return ending;
}

/** A dry run in the contract's types, whose lists are not read-only. */
function asRow(dryRun: DryRun): DryRunRow {
  return {
    ...dryRun,
    match: [...dryRun.match],
    requests: dryRun.requests.map(({ body, ...request }) => ({
      ...request,
      ...(body === undefined ? {} : { body }),
    })),
    changes: dryRun.changes.map(({ path, from, to }) => ({
      path,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })),
  };
}

/** And back again. */
function asDryRun(row: DryRunRow): DryRun {
  return {
    ...row,
    requests: row.requests.map((request) => ({ ...request, body: request.body })),
    changes: row.changes.map(({ path, from, to }) => ({ path, from, to })),
  };
}

function groupByRecord(questions: readonly Question[]): ReadonlyMap<string, readonly Question[]> {
  const groups = new Map<string, Question[]>();
  for (const question of questions) {
    const group = groups.get(question.recordId);
    if (group) group.push(question);
    else groups.set(question.recordId, [question]);
  }
  return groups;
}
