import { ConnectorError, type Services } from "@trasvase/shared/connector.ts";
import {
  type Counter,
  type Quota,
  type QuotaWindow,
  quotaCode,
  zeroCounter,
} from "@trasvase/shared/quota.ts";
import type { Answer } from "./call.ts";
import type { CallWatch, SignedRequest } from "./signed-line.ts";

/** What a system's answer says about one window. */
export interface WindowNews {
  readonly window: string;
  readonly limit?: number;
  readonly remaining?: number;
  /** When the window it speaks of ends, milliseconds since 1970. */
  readonly resetAt?: number;
}

export interface CallBudgetOptions {
  /** What messages call the system. */
  readonly system: string;
  readonly services: Pick<Services, "counters" | "now" | "wait">;
  readonly quota: Quota;
  /** The windows a request counts in, by name. Left out: all. */
  readonly windowsOf?: (request: SignedRequest) => readonly string[];
  /** Which endpoint's errors an answer counts among; undefined: none. */
  readonly endpointOf?: (request: SignedRequest) => string | undefined;
  readonly isError?: (answer: Answer) => boolean;
  readonly newsIn?: (answer: Answer) => readonly WindowNews[];
  /** Takes a tenth of each window at most, and gives way when less than that is left. */
  readonly gentle?: boolean;
  /** What was refused once stays refused until its turn, without asking again: for the calls of one chunk, whose records then come back together. */
  readonly staysRefused?: boolean;
}

/** A wait this short is waited out; for a longer one the record is put off. */
const longestWaitMs = 3_000;
/** Behind the end of a window, so that clocks that differ a little do no harm. */
const afterWindowMs = 1_000;
const turns = "turns";

/** Nothing may leave now. */
interface Refusal {
  readonly until: number;
  readonly reason: string;
}

/** The limit of each window and what is left of it after a call was counted, by name. */
type Left = Readonly<Record<string, { readonly limit: number; readonly left: number }>>;
type Taken = { readonly refusal: Refusal } | { readonly left: Left };

/**
 * Counts the calls of a connection over all flows and processes, and holds them back before the system does. Everyone who is refused gets
 * a turn of his own, one span of the shortest window each, so that those who wait do not all come back at once.
 */
export function openCallBudget(options: CallBudgetOptions): CallWatch {
  const { quota, services } = options;
  const { counters, now } = services;
  // What was left after the calls still under way: only news below that is news.
  const expected = new WeakMap<SignedRequest, Left>();
  let refused: Refusal | undefined;

  async function take(request: SignedRequest): Promise<Taken> {
    const windows = windowsFor(options, request);
    const errors = errorCounter(options, request);
    const names = [...windows.map(nameOf), ...windows.map(gentleNameOf), turns, ...(errors ? [errors] : [])];
    return await counters.change<Taken>(names, (present) => {
      const at = now();
      const paused = errors === undefined ? undefined : pauseFor(options, errors, present[errors], at);
      if (paused) return { changed: {}, answer: { refusal: paused } };
      const full = windowsFull(windows, present, at, options);
      if (full) return takeTurn(full, shortest(quota), present[turns] ?? zeroCounter, at);
      const changed = countCall(windows, present, at, options.gentle === true);
      return { changed, answer: { left: leftIn(windows, changed) } };
    });
  }

  return {
    async before(request, signal) {
      for (;;) {
        const stays = options.staysRefused === true && refused !== undefined && refused.until > now();
        const taken: Taken = stays && refused ? { refusal: refused } : await take(request);
        if ("left" in taken) {
          expected.set(request, taken.left);
          return;
        }
        refused = taken.refusal;
        const waitMs = refused.until - now();
        if (waitMs > longestWaitMs) throw asError(refused, waitMs);
        await services.wait(waitMs, signal);
      }
    },
    async after(request, answer) {
      const left = expected.get(request) ?? {};
      const news = options.newsIn?.(answer) ?? [];
      if (answer.status === 429 || news.some((one) => isNews(one, left)))
        await learn(options, news, answer.status === 429);
      const errors = errorCounter(options, request);
      if (errors === undefined || options.isError?.(answer) !== true) return;
      await counters.change([errors], (present) => {
        const span = (quota.errors?.seconds ?? 0) * 1000;
        const counter = inSpan(present[errors] ?? zeroCounter, now(), span);
        return { changed: { [errors]: { ...counter, used: counter.used + 1 } }, answer: undefined };
      });
    },
  };
}

function isNews({ limit, remaining, window }: WindowNews, known: Left): boolean {
  const own = known[window];
  if (!own) return false;
  return (remaining !== undefined && remaining < own.left) || (limit !== undefined && limit !== own.limit);
}

function windowsFor(options: CallBudgetOptions, request: SignedRequest): readonly QuotaWindow[] {
  const names = options.windowsOf?.(request);
  const { windows } = options.quota;
  return names ? windows.filter((window) => names.includes(window.name)) : windows;
}

function errorCounter(options: CallBudgetOptions, request: SignedRequest): string | undefined {
  const endpoint = options.quota.errors ? options.endpointOf?.(request) : undefined;
  return endpoint === undefined ? undefined : `errors:${endpoint}`;
}

const nameOf = (window: Pick<QuotaWindow, "name">) => `quota:${window.name}`;
const gentleNameOf = (window: Pick<QuotaWindow, "name">) => `gentle:${window.name}`;

function limitOf(window: QuotaWindow, { allowed }: Counter): number {
  if (allowed === 0) return window.calls;
  return window.chosen === true ? Math.min(window.calls, allowed) : allowed;
}

function startOf(window: QuotaWindow, at: number): number {
  const length = window.seconds * 1000;
  return Math.floor(at / length) * length;
}

/** The counter as it stands in the window of this moment: begun anew when it counted an earlier one. */
function inWindow(counter: Counter, window: QuotaWindow, at: number): Counter {
  const since = startOf(window, at);
  return counter.since >= since ? counter : { ...counter, used: 0, since };
}

/** The same for a span that begins with what it counts first. */
function inSpan(counter: Counter, at: number, lengthMs: number): Counter {
  return counter.used > 0 && counter.since + lengthMs > at ? counter : { ...counter, used: 0, since: at };
}

function shortest(quota: Quota): QuotaWindow | undefined {
  return [...quota.windows].sort((a, b) => a.seconds - b.seconds)[0];
}

/** The window that is full for longest; undefined when a call may leave. */
function windowsFull(
  windows: readonly QuotaWindow[],
  present: Readonly<Record<string, Counter>>,
  at: number,
  options: Pick<CallBudgetOptions, "gentle" | "system">,
): Refusal | undefined {
  const refusals = windows.flatMap((window): Refusal[] => {
    const counter = inWindow(present[nameOf(window)] ?? zeroCounter, window, at);
    const limit = limitOf(window, counter);
    const end = startOf(window, at) + window.seconds * 1000 + afterWindowMs;
    if (counter.blockedUntil > at) {
      return [{ until: counter.blockedUntil, reason: `${options.system} asked to wait.` }];
    }
    if (counter.used >= limit) {
      const reason = `The ${limit} calls that ${options.system} allows in a ${window.name} are used up.`;
      return [{ until: end, reason }];
    }
    if (options.gentle !== true) return [];
    const gentle = inWindow(present[gentleNameOf(window)] ?? zeroCounter, window, at);
    const tenth = Math.max(1, Math.floor(limit / 10));
    if (gentle.used < tenth && limit - counter.used > tenth) return [];
    const reason = `Looking has used its part of the calls that ${options.system} allows in a ${window.name}; the rest is for runs.`;
    return [{ until: end, reason }];
  });
  return refusals.sort((a, b) => b.until - a.until)[0];
}

/** Puts a caller behind those who were refused before: one shortest window later than the one before. */
function takeTurn(full: Refusal, window: QuotaWindow | undefined, line: Counter, at: number) {
  const length = (window?.seconds ?? 0) * 1000;
  // `since` is the turn given last.
  const turn = line.since >= full.until && line.since > at ? line.since + length : full.until;
  const refusal: Refusal = { ...full, until: Math.min(turn, full.until + longestLineMs) };
  return { changed: { [turns]: { ...zeroCounter, since: refusal.until } }, answer: { refusal } };
}

/** Nobody is told to wait longer than this behind the end of the window: the line is shorter by then. */
const longestLineMs = 3 * 3600_000;

function countCall(
  windows: readonly QuotaWindow[],
  present: Readonly<Record<string, Counter>>,
  at: number,
  gentle: boolean,
): Record<string, Counter> {
  const names = windows.flatMap((window) =>
    (gentle ? [nameOf(window), gentleNameOf(window)] : [nameOf(window)]).map(
      (name) => [name, window] as const,
    ),
  );
  return Object.fromEntries(
    names.map(([name, window]) => {
      const counter = inWindow(present[name] ?? zeroCounter, window, at);
      return [name, { ...counter, used: counter.used + 1 }];
    }),
  );
}

function leftIn(windows: readonly QuotaWindow[], counters: Readonly<Record<string, Counter>>): Left {
  return Object.fromEntries(
    windows.map((window) => {
      const counter = counters[nameOf(window)] ?? zeroCounter;
      const limit = limitOf(window, counter);
      return [window.name, { limit, left: limit - counter.used }];
    }),
  );
}

function pauseFor(
  options: CallBudgetOptions,
  name: string,
  present: Counter | undefined,
  at: number,
): Refusal | undefined {
  const { errors } = options.quota;
  if (!errors || !present) return undefined;
  const counter = inSpan(present, at, errors.seconds * 1000);
  if (counter.used < errors.calls) return undefined;
  const endpoint = name.slice("errors:".length);
  return {
    until: counter.since + errors.seconds * 1000 + afterWindowMs,
    reason: `${options.system} refused ${counter.used} requests to ${endpoint} within the hour. Before it blocks the connection, this pauses. Look at the records that were rejected last.`,
  };
}

function asError({ reason, until }: Refusal, waitMs: number): ConnectorError {
  const goesOn = `It goes on by itself at ${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC.`;
  return new ConnectorError("transient", quotaCode, `${reason} ${goesOn}`, waitMs);
}

/** Takes over what the system says about its windows where it is less than what was counted here: others use them too. */
async function learn(
  { quota, services }: CallBudgetOptions,
  news: readonly WindowNews[],
  isFull: boolean,
): Promise<void> {
  const known = news.flatMap((one) => {
    const window = quota.windows.find(({ name }) => name === one.window);
    return window ? [{ ...one, window }] : [];
  });
  if (known.length === 0) return;
  await services.counters.change(
    known.map(({ window }) => nameOf(window)),
    (present) => {
      const at = services.now();
      const changed: Record<string, Counter> = {};
      for (const { limit, remaining, resetAt, window } of known) {
        const before = present[nameOf(window)] ?? zeroCounter;
        const counter = inWindow(before, window, at);
        const allowed = limit ?? counter.allowed;
        const counted = remaining === undefined ? 0 : (allowed || window.calls) - remaining;
        const used = Math.max(counter.used, counted);
        const blockedUntil = isFull && resetAt !== undefined ? resetAt + afterWindowMs : counter.blockedUntil;
        changed[nameOf(window)] = { ...counter, allowed, used, blockedUntil };
      }
      return { changed, answer: undefined };
    },
  );
}
