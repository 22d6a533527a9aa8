import type { Pass } from "@trasvase/shared/walk.ts";
import type { AssumedEffects } from "./assumed-effects.ts";
import type { ComputedPreview, PreviewPass } from "./preview-job.ts";
import { isSameValue } from "./step-memory.ts";
import type { WatchedRunners } from "./watched-runners.ts";

/** Collects what a walk does, by step. Of a walk that does the same as the one before it gives the same objects. */
export class PassBook {
  #before: Readonly<Record<string, readonly PreviewPass[]>> = {};
  #passes = new Map<string, PreviewPass[]>();
  #pending = new Set<string>();
  /** Beginnings of the ids of records that came about with an answer before. */
  #assumed: string[] = [];

  begin(): void {
    this.#passes = new Map();
    this.#pending = new Set();
    this.#assumed = [];
  }

  note(pass: Pass, effects: AssumedEffects, runners: WatchedRunners): void {
    const { name } = pass.step;
    const own = this.#passes.get(name) ?? [];
    this.#passes.set(name, own);
    const pending = effects.isPending(name, pass.recordId);
    if (pending) {
      this.#pending.add(name);
      this.#assumed.push(`${pass.recordId}/${name}.`);
    }
    const made = this.#makePass(pass, pending, effects, runners);
    const known = this.#before[name]?.[own.length];
    own.push(known && isSamePass(known, made) ? known : made);
  }

  end(): Pick<ComputedPreview, "passes" | "pending"> {
    const passes = Object.fromEntries(
      [...this.#passes].map(([name, own]) => {
        const known = this.#before[name];
        const isSame = known?.length === own.length && own.every((pass, index) => pass === known[index]);
        return [name, isSame ? known : own];
      }),
    );
    this.#before = passes;
    return { passes, pending: [...this.#pending] };
  }

  #makePass(pass: Pass, pending: boolean, effects: AssumedEffects, runners: WatchedRunners): PreviewPass {
    const { recordId, outcome } = pass;
    const node = pass.step.name;
    const given = effects.answerAt(node, recordId);
    const answer = pass.answer ?? (given?.kind === "delivery" ? given.target : given?.answer);
    const dryRun = given?.kind === "delivery" ? given.dryRun : undefined;
    const clauses = runners.clausesOf(node, recordId);
    return {
      node,
      recordId,
      input: pass.input,
      outputs: [...pass.outputs],
      verdicts: [...pass.verdicts],
      provisional: pass.provisional,
      durationMs: pass.durationMs,
      ...(answer === undefined ? {} : { answer }),
      ...(outcome && !effects.isOpen(outcome) ? { outcome } : {}),
      ...(dryRun ? { dryRun } : {}),
      ...(given?.askedAt === undefined ? {} : { askedAt: given.askedAt }),
      ...(clauses ? { clauses } : {}),
      ...(pending ? { pending } : {}),
      ...(this.#assumed.some((beginning) => recordId.startsWith(beginning)) ? { assumed: true } : {}),
    };
  }
}

/** Whether two passes say the same of the same objects. How long they took does not count. */
function isSamePass(a: PreviewPass, b: PreviewPass): boolean {
  return (
    a.recordId === b.recordId &&
    a.input === b.input &&
    isSameValue(a.answer, b.answer) &&
    a.dryRun === b.dryRun &&
    a.clauses === b.clauses &&
    a.askedAt === b.askedAt &&
    a.pending === b.pending &&
    a.assumed === b.assumed &&
    a.provisional === b.provisional &&
    haveSameMembers(a.outputs, b.outputs) &&
    haveSameMembers(a.verdicts, b.verdicts) &&
    JSON.stringify(a.outcome) === JSON.stringify(b.outcome)
  );
}

function haveSameMembers(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((one, index) => isShallowlyEqual(one, b[index] ?? {}));
}

function isShallowlyEqual(a: object, b: object): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Reflect.get(a, name) === Reflect.get(b, name))
  );
}
