import { CommandError } from "./cli/command.ts";
import { commands } from "./cli/commands.ts";
import { isBrokenPipe } from "./cli/output.ts";

/** Runs one command of the command line; answers its exit code: 0 ok, 1 records were rejected or a case is red, 2 bad input. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name = "help", ...rest] = args;
  const wanted = name === "--help" || name === "-h" ? "help" : name;
  const command = commands.find((one) => one.name === wanted);
  if (!command) {
    process.stderr.write(
      `There is no command "${name}". Commands: ${commands.map((one) => one.name).join(", ")}. "help" explains them.\n`,
    );
    return 2;
  }
  try {
    if (rest.includes("--help") || rest.includes("-h")) {
      process.stdout.write(`${command.usage}\n\n${command.summary}\n`);
      return 0;
    }
    return await command.run(rest);
  } catch (error) {
    if (isBrokenPipe(error)) return 0;
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}
