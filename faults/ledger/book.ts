import { randomUUID } from "node:crypto";
import * as z from "zod";

/** What every record of a fault test carries, whatever else is in it. */
const entrySchema = z.looseObject({
  ref: z.string(),
  source: z.string(),
  key: z.string(),
  seq: z.number().int(),
});

export type EntryData = z.infer<typeof entrySchema>;

interface Entry {
  readonly id: string;
  readonly data: EntryData;
}

/** What one request did to a book. */
export interface Done {
  readonly status: number;
  readonly body: unknown;
  /** The line to be noted; undefined when the request only looked. */
  readonly line: readonly unknown[] | undefined;
}

/**
 * One set of entries. Honouring `key`, a create under an idempotency key it has seen gives the same entry again and does nothing;
 * honouring `nothing`, every create makes an entry, so that whatever is sent twice shows.
 */
export class Book {
  readonly name: string;
  honours: "key" | "nothing" = "nothing";
  readonly #byId = new Map<string, Entry>();
  readonly #byRef = new Map<string, Entry[]>();
  readonly #byKey = new Map<string, Entry>();

  constructor(name: string) {
    this.name = name;
  }

  create(idempotencyKey: string, body: unknown): Done {
    const parsed = entrySchema.safeParse(body);
    if (!parsed.success) return refused(parsed.error);
    const known = this.#byKey.get(idempotencyKey);
    if (known && this.honours === "key") {
      return { status: 200, body: shown(known), line: this.#line("repeat", idempotencyKey, parsed.data) };
    }
    const entry: Entry = { id: randomUUID(), data: parsed.data };
    this.#byId.set(entry.id, entry);
    this.#byKey.set(idempotencyKey, entry);
    const own = this.#byRef.get(entry.data.ref);
    if (own) own.push(entry);
    else this.#byRef.set(entry.data.ref, [entry]);
    return { status: 201, body: shown(entry), line: this.#line("create", idempotencyKey, parsed.data) };
  }

  update(id: string, body: unknown): Done {
    const before = this.#byId.get(id);
    if (!before) return { status: 404, body: { error: "no such entry" }, line: undefined };
    const parsed = entrySchema.safeParse(body);
    if (!parsed.success) return refused(parsed.error);
    const entry = { id, data: parsed.data };
    this.#byId.set(id, entry);
    const own = this.#byRef.get(before.data.ref) ?? [];
    this.#byRef.set(
      before.data.ref,
      own.map((one) => (one.id === id ? entry : one)),
    );
    return { status: 200, body: shown(entry), line: this.#line("update", id, parsed.data) };
  }

  find(ref: string): Done {
    return { status: 200, body: (this.#byRef.get(ref) ?? []).map(shown), line: undefined };
  }

  #line(does: "create" | "repeat" | "update", by: string, data: EntryData): readonly unknown[] {
    return [this.name, does, by, data.ref, data.source, data.key, data.seq];
  }
}

function shown({ data, id }: Entry) {
  return { id, ...data };
}

function refused(error: z.ZodError): Done {
  return { status: 422, body: { error: z.prettifyError(error) }, line: undefined };
}
