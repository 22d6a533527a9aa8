import type { ReadRequest } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { ChangeReading } from "../change-reading.ts";
import { momentAt } from "../period.ts";

/** Times are written with three digits behind the second everywhere, so that they compare as text. */
const clock = (moment: number) => new Date(moment).toISOString();

/** Which records of an HTTP source belong to a reading, by the date of their change. Without a field for it, all of them. */
export class HttpPeriod {
  readonly #field: string;
  readonly #reading: ChangeReading | undefined;

  constructor(field: string, request: ReadRequest, now: number) {
    this.#field = field;
    if (field === "" || request.limit !== undefined) return;
    const { cursor, since, until } = request;
    this.#reading = new ChangeReading({ cursor, since, until, now, clock });
  }

  /** Where reading begins, ISO 8601 in UTC; undefined: with everything. */
  get from(): string | undefined {
    return this.#reading?.start?.from;
  }

  /** Whether a record belongs to it. One without a date that can be read always does: leaving it out would lose it. */
  takes(data: Json): boolean {
    const reading = this.#reading;
    if (!reading) return true;
    const moment = momentAt(data, this.#field);
    if (moment === undefined) return true;
    const changed = clock(moment);
    const { start } = reading;
    const isEarlier = start !== undefined && (start.after ? changed <= start.from : changed < start.from);
    if (isEarlier || !reading.takes(changed)) return false;
    reading.note(changed);
    return true;
  }

  cursor(): Json | undefined {
    return this.#reading?.cursor();
  }
}
