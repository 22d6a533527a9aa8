import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";

const suite = fileURLToPath(new URL("../../../shared/jsonata-test-suite/", import.meta.url));

interface SuiteCase {
  readonly expr?: string;
  readonly "expr-file"?: string;
  readonly data?: unknown;
  readonly dataset?: string | null;
  readonly bindings?: Record<string, unknown>;
  readonly result?: unknown;
  readonly undefinedResult?: unknown;
  readonly code?: string;
  readonly token?: string;
  readonly error?: Record<string, unknown>;
}

/** Cases whose outcome differs on purpose, each with its reason. */
const deviations: Readonly<Record<string, string>> = {
  "tail-recursion/case002.json 0":
    "wants factorial(100) to fail at evaluator depth 302; depth is counted in calls here, and 100 are allowed",
};

/** Evaluator-internal codes of upstream's own test harness, and what they are called here. */
const harnessCodes: Readonly<Record<string, readonly string[]>> = { U1001: ["D1011", "D1012"] };

function read(path: string): unknown {
  return JSON.parse(readFileSync(`${suite}${path}`, "utf8"));
}

function casesOf(group: string): [string, SuiteCase][] {
  return readdirSync(`${suite}groups/${group}`)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => {
      const content = read(`groups/${group}/${file}`) as SuiteCase | SuiteCase[];
      const list = Array.isArray(content) ? content : [content];
      return list.map((one, index): [string, SuiteCase] => [`${group}/${file} ${index}`, one]);
    });
}

function inputOf(one: SuiteCase): unknown {
  if (one.data !== undefined) return one.data;
  return typeof one.dataset === "string" ? read(`datasets/${one.dataset}.json`) : undefined;
}

function textOf(name: string, one: SuiteCase): string {
  if (one.expr !== undefined) return one.expr;
  return readFileSync(`${suite}groups/${name.split("/")[0]}/${one["expr-file"]}`, "utf8");
}

function outcome(
  backEnd: "generated" | "closures",
  name: string,
  one: SuiteCase,
): { value?: unknown; error?: ExpressionError } {
  try {
    const expression = compile(textOf(name, one), { backEnd });
    return { value: expression.evaluate(inputOf(one), one.bindings) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error };
    throw error;
  }
}

function check(backEnd: "generated" | "closures", name: string, one: SuiteCase): void {
  const { value, error } = outcome(backEnd, name, one);
  const expected =
    one.error ??
    (one.code === undefined ? undefined : { code: one.code, ...(one.token && { token: one.token }) });
  if (expected !== undefined) {
    const codes = harnessCodes[String(expected.code)] ?? [expected.code];
    expect(codes).toContain(error?.code);
    for (const [key, wanted] of Object.entries(expected)) {
      if (key !== "code") expect(error?.[key as keyof ExpressionError]).toEqual(wanted);
    }
    return;
  }
  if (error !== undefined) throw error;
  if (one.undefinedResult !== undefined) expect(value).toBeUndefined();
  else
    expect(value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? "null")).toEqual(one.result);
}

const present = existsSync(`${suite}groups`);

describe.each(present ? (["closures", "generated"] as const) : [])("the reference suite on %s", (backEnd) => {
  const all = readdirSync(`${suite}groups`).flatMap(casesOf);
  it("is complete", () => expect(all.length).toBeGreaterThan(1_300));
  for (const [name, one] of all) {
    const reason = deviations[name];
    if (reason === undefined) it(`gives what ${name} expects`, () => check(backEnd, name, one));
    else it(`deviates from ${name}: ${reason}`, () => expect(() => check(backEnd, name, one)).toThrow());
  }
});

if (!present) {
  it("says that the reference suite cannot run: its folder is missing", () => {
    const message = `The JSONata suite is not at ${suite}: the expression compiler is NOT held to it.`;
    console.error(message);
    const required = process.env.CI !== undefined || process.env.TRASVASE_NO_SKIP !== undefined;
    if (required) throw new Error(message);
  });
}
