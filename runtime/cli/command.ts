import { parseArgs } from "node:util";

/** One command of the command line. Its implementation is loaded only when it runs, so that `eval` never waits for a database driver. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Answers the exit code. Throws {@link CommandError} for what the caller can correct. */
  run(args: readonly string[]): Promise<number>;
}

/** The command cannot do what it was asked. The message is complete: it may have many lines. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The options a command knows, by name. */
type OptionTypes = Readonly<Record<string, { readonly type: "string" | "boolean"; readonly short?: string }>>;

/** What was given on the command line. */
export interface Arguments<Options extends OptionTypes> {
  readonly values: {
    readonly [Name in keyof Options]?: Options[Name]["type"] extends "boolean" ? boolean : string;
  };
  readonly positionals: readonly string[];
}

/** Reads the arguments of a command; throws {@link CommandError} naming the one that does not fit. */
export function readArguments<const Options extends OptionTypes>(
  args: readonly string[],
  usage: string,
  options: Options,
): Arguments<Options> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    // parseArgs types its answer by a generic of its own that cannot be named in a declaration.
    return { values: values as Arguments<Options>["values"], positionals };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new CommandError(`${reason}.\nUsage: ${usage}`);
  }
}

/** The one flow that a command is given. */
export function onlyFlow(positionals: readonly string[], usage: string): string {
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new CommandError(`Give one flow file.\nUsage: ${usage}`);
  return path;
}
