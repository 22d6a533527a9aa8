import { CommandError, onlyFlow, readArguments } from "./command.ts";
import { WalkThread } from "./walk-threads.ts";

const usage =
  "trasvase run FLOW.json [--input FILE|-] [--output FILE|-] [--connections FILE] [--errors FILE] [--workers N]";

/** What `trasvase run` is asked for. Paths are as the caller gave them. */
export interface RunRequest {
  readonly flow: string;
  readonly input?: string | undefined;
  readonly output?: string | undefined;
  readonly connections?: string | undefined;
  readonly errors?: string | undefined;
  readonly workers: number;
}

/** Reads the arguments of `run` and runs it. Exit code 0; 1 when records were rejected; throws {@link CommandError} for bad input. */
export async function run(args: readonly string[]): Promise<number> {
  const request = readRequest(args);
  // Before the rest of the program is loaded, so that the threads load at the same time.
  const threads = Array.from({ length: request.workers - 1 }, () => new WalkThread());
  try {
    const { runFlow } = await import("./run.ts");
    return await runFlow(request, threads);
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

function readRequest(args: readonly string[]): RunRequest {
  const { values, positionals } = readArguments(args, usage, {
    input: { type: "string", short: "i" },
    output: { type: "string", short: "o" },
    connections: { type: "string", short: "c" },
    errors: { type: "string", short: "e" },
    workers: { type: "string", short: "w" },
  });
  return { ...values, flow: onlyFlow(positionals, usage), workers: workersOf(values.workers) };
}

const mostWorkers = 64;

function workersOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const workers = Number(text);
  if (Number.isInteger(workers) && workers >= 1 && workers <= mostWorkers) return workers;
  throw new CommandError(`--workers has to be a whole number from 1 to ${mostWorkers}.\nUsage: ${usage}`);
}
