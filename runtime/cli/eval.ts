import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { compile } from "@trasvase/shared/expression/compile.ts";
import { decimalFunctions } from "@trasvase/shared/expression/decimals.ts";
import { ExpressionError, placeOf } from "@trasvase/shared/expression/error.ts";
import * as z from "zod";
import { CommandError, readArguments } from "./command.ts";
import { writeOut } from "./output.ts";
import { callerPath, readTextFile } from "./read-document.ts";

const usage = "trasvase eval EXPRESSION | --file FILE [--input FILE|-] [--reference]";

/** What became of one input. No member: the expression gave nothing. */
interface Evaluated {
  readonly value?: unknown;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly start: number;
    readonly end: number;
  };
}

type Evaluate = (input: unknown) => Evaluated | Promise<Evaluated>;

/** Most characters collected before they are written. */
const outputBlock = 64 * 1024;

/**
 * Evaluates an expression for every line of NDJSON. Exit code 0; 1 when it failed for some line; 2 when the expression itself or a line
 * cannot be read. Without input (a terminal, or nothing piped in) it is evaluated once.
 */
export async function evaluate(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, {
    file: { type: "string", short: "f" },
    input: { type: "string", short: "i" },
    reference: { type: "boolean" },
  });
  const text = await expressionText(values.file, positionals);
  const opened = values.reference ? await openReference(text) : openOwn(text);
  const lines =
    values.input === undefined && process.stdin.isTTY ? undefined : readLines(values.input ?? "-");
  let exitCode = opened.exitCode;
  let evaluatedAny = false;
  let block = "";
  const write = async (result: Evaluated) => {
    evaluatedAny = true;
    if (result.error && exitCode === 0) exitCode = 1;
    block += `${JSON.stringify(result)}\n`;
    if (block.length < outputBlock) return;
    await writeOut(block);
    block = "";
  };
  for await (const line of lines ?? []) {
    if (line.trim() === "") continue;
    const input = readLine(line);
    if (input.error) exitCode = 2;
    await write(input.error ? input : await opened.evaluate(input.value));
  }
  if (!evaluatedAny && values.input === undefined) await write(await opened.evaluate(undefined));
  await writeOut(block);
  return exitCode;
}

async function expressionText(file: string | undefined, positionals: readonly string[]): Promise<string> {
  if (positionals.length + (file === undefined ? 0 : 1) !== 1) {
    throw new CommandError(`Give one expression, or a file with one.\nUsage: ${usage}`);
  }
  return file === undefined ? (positionals[0] ?? "") : await readTextFile(file);
}

function readLines(path: string): AsyncIterable<string> {
  const input: NodeJS.ReadableStream = path === "-" ? process.stdin : createReadStream(callerPath(path));
  input.on("error", (error: Error) => {
    process.stderr.write(`${path} cannot be read: ${error.message}\n`);
    process.exit(2);
  });
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

function readLine(line: string): Evaluated {
  try {
    return { value: JSON.parse(line) };
  } catch (error) {
    const message = `This line is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { error: { code: "bad-json", message, start: 0, end: line.length } };
  }
}

interface Opened {
  readonly evaluate: Evaluate;
  readonly exitCode: number;
}

function openOwn(text: string): Opened {
  const failure = (error: unknown): Evaluated => {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, start, end } = error;
    return { error: { code, message, start, end } };
  };
  try {
    const expression = compile(text);
    return {
      exitCode: 0,
      evaluate(input) {
        try {
          const value = expression.evaluate(input, decimalFunctions);
          return value === undefined ? {} : { value };
        } catch (error) {
          return failure(error);
        }
      },
    };
  } catch (error) {
    return unreadable(failure(error));
  }
}

/** An expression that cannot be read fails for every input alike. */
function unreadable(failed: Evaluated): Opened {
  const { message = "", start = 0, end = 0 } = failed.error ?? {};
  process.stderr.write(`The expression cannot be read (${start}-${end}): ${message}\n`);
  return { exitCode: 2, evaluate: () => failed };
}

/** What the reference evaluator throws. */
const referenceError = z.object({
  code: z.string(),
  message: z.string(),
  position: z.number().optional(),
  token: z.unknown(),
});

async function openReference(text: string): Promise<Opened> {
  const { default: jsonata } = await import("jsonata");
  const failure = (error: unknown): Evaluated => {
    const { code, message, position, token } = referenceError.parse(error);
    const { start, end } = placeOf(text, position, typeof token === "string" ? token : "");
    return { error: { code, message, start, end } };
  };
  try {
    const expression = jsonata(text);
    return {
      exitCode: 0,
      async evaluate(input) {
        try {
          const value = await expression.evaluate(input);
          return value === undefined ? {} : { value };
        } catch (error) {
          return failure(error);
        }
      },
    };
  } catch (error) {
    return unreadable(failure(error));
  }
}
