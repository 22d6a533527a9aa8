import * as z from "zod";

/**
 * What goes wrong with requests to a book, and how often (0 to 1). `500` and `429` refuse before anything is done, `500-after` when it is
 * done; `reset` closes the connection before, `drop` after it was done; `hang` does it and never answers; `slow` answers after `ms`;
 * `trickle` sends its answer one byte per `ms`.
 */
const troubleSchema = z.strictObject({
  kind: z.enum(["500", "500-after", "429", "reset", "drop", "hang", "slow", "trickle"]),
  rate: z.number().min(0).max(1),
  ms: z.number().int().min(0).default(0),
  /** Ends after so many. */
  count: z.number().int().min(1).default(Number.MAX_SAFE_INTEGER),
});

export type Trouble = z.output<typeof troubleSchema>;

/** What the harness tells a ledger about one of its books. */
export const controlSchema = z.strictObject({
  book: z.string(),
  honours: z.enum(["key", "nothing"]).optional(),
  /** Takes the place of the troubles there were; only writes are troubled. */
  troubles: z.array(troubleSchema).optional(),
  seed: z.string().default("ledger"),
});

export type Control = z.input<typeof controlSchema>;

/** Decides, request by request, which trouble it gets. */
export class Troubles {
  readonly #left: { readonly trouble: Trouble; count: number }[];
  readonly #random: () => number;

  constructor(troubles: readonly Trouble[], random: () => number) {
    this.#left = troubles.map((trouble) => ({ trouble, count: trouble.count }));
    this.#random = random;
  }

  next(): Trouble | undefined {
    for (const one of this.#left) {
      if (one.count > 0 && this.#random() < one.trouble.rate) {
        one.count--;
        return one.trouble;
      }
    }
    return undefined;
  }
}
