import { type FlowFile, parseFlowFile } from "@trasvase/shared/flow-file.ts";
import { type Problem, printProblem } from "@trasvase/shared/problem.ts";
import { CommandError } from "./command.ts";
import { readDocument } from "./read-document.ts";

/** Reads a flow file or a bare graph. Throws {@link CommandError} with every problem of its shape. */
export async function readFlow(path: string): Promise<FlowFile> {
  const { file, problems } = parseFlowFile(await readDocument(path));
  if (!file) throw new CommandError(printProblems(problems));
  return file;
}

/** Problems for a terminal, one line each. */
export function printProblems(problems: readonly Problem[]): string {
  return problems.map(printProblem).join("\n");
}
