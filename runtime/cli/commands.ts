import type { Command } from "./command.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  {
    name: "serve",
    usage: "trasvase serve",
    summary:
      "Starts the server: editor, API, webhooks and engine workers. Settings come from the environment (see README).",
    run: async () => (await import("../main.ts")).serve(),
  },
  {
    name: "worker",
    usage: "trasvase worker",
    summary:
      "Adds engine workers on this machine to the servers of the same DATABASE_URL and SECRET_KEY, as many as WORKERS says.",
    run: async () => (await import("./worker.ts")).addWorkers(),
  },
  {
    name: "sign-in",
    usage: "trasvase sign-in",
    summary: "Prints a new one-time sign-in link for the running server.",
    run: async () => (await import("./sign-in.ts")).signIn(),
  },
  {
    name: "validate",
    usage: "trasvase validate FLOW.json [--connections FILE]",
    summary: "Lists every problem of a flow on stderr. Exit code 2 when there is an error.",
    run: async (args) => (await import("./validate.ts")).validate(args),
  },
  {
    name: "run",
    usage:
      "trasvase run FLOW.json [--input FILE|-] [--output FILE|-] [--connections FILE] [--errors FILE] [--workers N]",
    summary:
      "Runs a flow without a database. --input takes the place of its source, --output of its destination (NDJSON). Exit code 1 when records were rejected.",
    run: async (args) => (await import("./run-request.ts")).run(args),
  },
  {
    name: "preview",
    usage: "trasvase preview FLOW.json --input FILE|- [--connections FILE]",
    summary: "Prints what a flow would do with the records of a file, as JSON. Writes nothing anywhere.",
    run: async (args) => (await import("./preview.ts")).preview(args),
  },
  {
    name: "test",
    usage: "trasvase test FLOW.json [--connections FILE]",
    summary:
      "Runs the cases of a flow file without calling any system and prints what differs. Exit code 1 when one is red.",
    run: async (args) => (await import("./test.ts")).test(args),
  },
  {
    name: "eval",
    usage: "trasvase eval EXPRESSION | --file FILE [--input FILE|-] [--reference]",
    summary:
      "Evaluates a JSONata expression for each line of NDJSON; one line of JSON per line. --reference uses the reference evaluator.",
    run: async (args) => (await import("./eval.ts")).evaluate(args),
  },
  {
    name: "export",
    usage: "trasvase export FLOW [--output FILE|-]",
    summary: "Writes the draft of a flow of the running server, named by id or name, as a flow file for git.",
    run: async (args) => (await import("./export.ts")).exportFlow(args),
  },
  {
    name: "import",
    usage: "trasvase import FLOW.json [--name NAME]",
    summary: "Makes a new flow of a file on the running server, as a draft. Prints its id.",
    run: async (args) => (await import("./import.ts")).importFlow(args),
  },
  {
    name: "sandbox",
    usage: "trasvase sandbox SYSTEM [--port N]",
    summary: "Serves the stand-in of a system, for example exact-online, on this machine.",
    run: async (args) => (await import("./sandbox.ts")).sandbox(args),
  },
  {
    name: "help",
    usage: "trasvase help",
    summary: "Lists the commands.",
    run: async () => {
      const lines = commands.map((one) => `  ${one.usage}\n      ${one.summary}`);
      process.stdout.write(`Commands:\n${lines.join("\n")}\n`);
      return 0;
    },
  },
];
