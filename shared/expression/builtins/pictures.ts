import jsonata from "jsonata";
import { Fault } from "../fault.ts";
import type { Run } from "../run.ts";
import { formatUsualDate, parseUsualDate } from "./dates.ts";
import { type Native, native } from "./native.ts";

/**
 * The functions that read and write pictures are upstream's own: they are pure, and 1,900 lines long. They are handed
 * over by its entry hook, which runs before anything of its evaluator waits; pictures.test.ts fails if that changes.
 */
interface UpstreamDefinition {
  readonly implementation: (this: unknown, ...args: unknown[]) => unknown;
}

interface UpstreamScope {
  lookup(name: string): UpstreamDefinition;
}

const upstream = ((): UpstreamScope => {
  let scope: UpstreamScope | undefined;
  const probe = jsonata("1");
  const hook = (_node: unknown, _input: unknown, environment: UpstreamScope): void => {
    scope = environment;
  };
  // Upstream looks its hooks up under symbols, which its types do not know.
  probe.assign(Symbol.for("jsonata.__evaluate_entry") as unknown as string, hook);
  void probe.evaluate(null);
  if (scope === undefined) throw new Error("jsonata no longer calls its entry hook synchronously");
  return scope;
})();

type MaybeText = string | undefined;
type MaybeNumber = number | undefined;

/** Longer pictures are an attack, not a format. */
const maxPictureLength = 1_000;

function callUpstream(name: string, run: Run, args: readonly unknown[]): unknown {
  const [, picture] = args;
  if (typeof picture === "string" && picture.length > maxPictureLength) {
    throw new Fault("X1005", { variant: "length", value: maxPictureLength });
  }
  run.charge(16);
  const { implementation } = upstream.lookup(name);
  const environment = { timestamp: new Date(run.timestamp()) };
  try {
    return implementation.call({ environment }, ...args);
  } catch (error) {
    throw asFault(error, name);
  }
}

function asFault(error: unknown, name: string): unknown {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return new Fault(error.code, { value: "value" in error ? error.value : undefined });
  }
  if (error instanceof RangeError || error instanceof TypeError) {
    return new Fault("X1005", { functionName: name });
  }
  return error;
}

function fromMillis(run: Run, millis: MaybeNumber, picture: MaybeText, timezone: MaybeText): unknown {
  if (millis === undefined) return undefined;
  if (timezone === undefined && picture !== undefined && picture.length <= maxPictureLength) {
    run.charge(16);
    const usual = formatUsualDate(millis, picture);
    if (usual !== undefined) return usual;
  }
  return callUpstream("fromMillis", run, [millis, picture, timezone]);
}

/** Ways to share a text out among parts of a picture that may be tried. */
const maxWays = 1_000_000;

/** Upstream tries every way to share a text out among parts with nothing certain between them. */
function checkAmbiguity(run: Run, text: string, picture: string): void {
  const words = /\[[^\]]*[wW][^\]]*\]/.test(picture);
  const certain = words ? /[^0-9A-Za-z,\- ]/ : /[^0-9A-Za-z]/;
  let inRow = 1;
  let longest = 1;
  for (const between of picture.split(/\[[^\]]*\]/).slice(1, -1)) {
    inRow = certain.test(between) ? 1 : inRow + 1;
    longest = Math.max(longest, inRow);
  }
  const ways = text.length ** (longest - 1);
  if (ways > maxWays) {
    throw new Fault("X1005", { variant: "open", value: longest });
  }
  run.charge(text.length + (ways >>> 4));
}

function toMillis(run: Run, text: MaybeText, picture: MaybeText): unknown {
  if (text !== undefined && picture === undefined) {
    const usual = parseUsualDate(text);
    if (usual !== undefined) return usual;
  }
  if (text !== undefined && picture !== undefined) checkAmbiguity(run, text, picture);
  return callUpstream("toMillis", run, [text, picture]);
}

export const pictureFunctions: readonly Native[] = [
  native("formatNumber", "<n-so?:s>", 3, (run, value: MaybeNumber, picture: string, options: unknown) =>
    callUpstream("formatNumber", run, [value, picture, options]),
  ),
  native("formatInteger", "<n-s:s>", 2, (run, value: MaybeNumber, picture: string) =>
    callUpstream("formatInteger", run, [value, picture]),
  ),
  native("parseInteger", "<s-s:n>", 2, (run, text: MaybeText, picture: string) =>
    callUpstream("parseInteger", run, [text, picture]),
  ),
  native("toMillis", "<s-s?:n>", 2, toMillis),
  native("fromMillis", "<n-s?s?:s>", 3, fromMillis),
  native("now", "<s?s?:s>", 2, (run, picture: MaybeText, timezone: MaybeText) =>
    fromMillis(run, run.timestamp(), picture, timezone),
  ),
  native("millis", "<:n>", 0, (run) => run.timestamp()),
];
