export interface QuotaRules {
  readonly now: () => number;
  readonly perMinute: number;
  readonly perDay: number;
  readonly blocksOnErrors: boolean;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const errorsPerHour = 10;

/** Counts calls per administration and errors per endpoint as the vendor does: clock minutes, days that begin at 00:00 UTC. */
export class ExactQuota {
  readonly #rules: QuotaRules;
  readonly #calls = new Map<string, { minute: number; inMinute: number; day: number; inDay: number }>();
  readonly #errors = new Map<string, number[]>();
  readonly #blockedUntil = new Map<string, number>();

  constructor(rules: QuotaRules) {
    this.#rules = rules;
  }

  /** Counts a call; answers the refusal when there is none left. It carries only the headers of the quota that is used up. */
  take(division: string, endpoint: string): Response | undefined {
    const now = this.#rules.now();
    if ((this.#blockedUntil.get(`${division}/${endpoint}`) ?? 0) > now)
      return new Response("", { status: 429 });
    const count = this.#count(division);
    if (count.inMinute >= this.#rules.perMinute)
      return new Response("", { status: 429, headers: this.#minutely(count, now) });
    if (count.inDay >= this.#rules.perDay)
      return new Response("", { status: 429, headers: this.#daily(count, now) });
    count.inMinute++;
    count.inDay++;
    return undefined;
  }

  /** Notes how a call ended; the eleventh error of an hour blocks the endpoint. */
  note(division: string, endpoint: string, status: number): void {
    if (!this.#rules.blocksOnErrors || ![400, 401, 403, 404].includes(status)) return;
    const now = this.#rules.now();
    const key = `${division}/${endpoint}`;
    const recent = [...(this.#errors.get(key) ?? []).filter((at) => at > now - hour), now];
    this.#errors.set(key, recent);
    if (recent.length > errorsPerHour) this.#blockedUntil.set(key, now + hour);
  }

  headers(division: string): Readonly<Record<string, string>> {
    const now = this.#rules.now();
    const count = this.#count(division);
    return { ...this.#minutely(count, now), ...this.#daily(count, now) };
  }

  #count(division: string): { minute: number; inMinute: number; day: number; inDay: number } {
    const now = this.#rules.now();
    const thisMinute = Math.floor(now / minute);
    const thisDay = Math.floor(now / day);
    const count = this.#calls.get(division) ?? { minute: thisMinute, inMinute: 0, day: thisDay, inDay: 0 };
    this.#calls.set(division, count);
    if (count.minute !== thisMinute) {
      count.minute = thisMinute;
      count.inMinute = 0;
    }
    if (count.day !== thisDay) {
      count.day = thisDay;
      count.inDay = 0;
    }
    return count;
  }

  #minutely(count: { readonly inMinute: number }, now: number): Record<string, string> {
    return {
      "X-RateLimit-Minutely-Limit": String(this.#rules.perMinute),
      "X-RateLimit-Minutely-Remaining": String(Math.max(0, this.#rules.perMinute - count.inMinute)),
      "X-RateLimit-Minutely-Reset": String((Math.floor(now / minute) + 1) * minute),
    };
  }

  #daily(count: { readonly inDay: number }, now: number): Record<string, string> {
    return {
      "X-RateLimit-Limit": String(this.#rules.perDay),
      "X-RateLimit-Remaining": String(Math.max(0, this.#rules.perDay - count.inDay)),
      "X-RateLimit-Reset": String((Math.floor(now / day) + 1) * day),
    };
  }
}
