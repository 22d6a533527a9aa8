import type { Effects } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";

/** What a walk asked and delivered, by place: to be compared with what the same walk asks and delivers with stand-ins. */
export class SeenValues {
  readonly #values = new Map<string, Json[]>();
  readonly #taken = new Map<string, number>();

  /** The same effects, with an ear at them. */
  watch(effects: Effects): Effects {
    return {
      lookUp: (step, terms, questions) => {
        for (const { recordId, source, values } of questions) {
          this.#note("look-up", source.id, `${recordId}/${step.name}`, values);
        }
        return effects.lookUp(step, terms, questions);
      },
      deliver: (step, terms, arrivals) => {
        for (const { data, id, source } of arrivals) this.#note("deliver", source.id, id, data);
        return effects.deliver(step, terms, arrivals);
      },
    };
  }

  /** The next value of a place, in the order they came. */
  next(does: "look-up" | "deliver", source: string, place: string): Json | undefined {
    const name = `${source}\n${does}\n${place}`;
    const taken = this.#taken.get(name) ?? 0;
    this.#taken.set(name, taken + 1);
    return this.#values.get(name)?.[taken];
  }

  /** What was delivered at a place. */
  delivered(source: string, place: string): Json | undefined {
    return this.#values.get(`${source}\ndeliver\n${place}`)?.[0];
  }

  #note(does: "look-up" | "deliver", source: string, place: string, value: Json): void {
    const name = `${source}\n${does}\n${place}`;
    const own = this.#values.get(name);
    if (own) own.push(value);
    else this.#values.set(name, [value]);
  }
}
