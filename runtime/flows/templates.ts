import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { databaseFolder } from "@trasvase/db/clone-root.ts";
import { type FlowFile, parseFlowFile } from "@trasvase/shared/flow-file.ts";

/** A flow to begin with: a flow file in the `templates` folder of the connector it writes to. */
export interface Template {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly file: FlowFile;
}

const ending = ".json";

/** Every template, by title. Read from the clone, as the migrations are: files there are all it takes to add one. */
export async function listTemplates(): Promise<readonly Template[]> {
  const connectors = join(dirname(databaseFolder()), "nodes", "connectors");
  const entries = await readdir(connectors, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && basename(entry.parentPath) === "templates" && entry.name.endsWith(ending),
  );
  const templates = await Promise.all(
    files.map((entry) => readTemplate(join(entry.parentPath, entry.name), basename(entry.name, ending))),
  );
  return templates.sort((a, b) => a.title.localeCompare(b.title, "en"));
}

/** The template of that name, if there is one. */
export async function findTemplate(name: string): Promise<Template | undefined> {
  return (await listTemplates()).find((template) => template.name === name);
}

async function readTemplate(path: string, name: string): Promise<Template> {
  const { file, problems } = parseFlowFile(JSON.parse(await readFile(path, "utf8")));
  if (!file)
    throw new Error(`The template ${name} does not fit the flow file format: ${problems[0]?.message}`);
  return { name, title: file.graph.name, summary: summaryOf(file), file };
}

/** The steps from left to right, as people read a flow; the graph itself names them by the alphabet. */
function summaryOf({ graph }: FlowFile): string {
  const place = (name: string) => graph.layout[name] ?? [0, 0];
  const steps = Object.entries(graph.nodes).filter(([, node]) => node.type !== "note");
  steps.sort(([one], [other]) => place(one)[0] - place(other)[0] || place(one)[1] - place(other)[1]);
  return steps.map(([name, node]) => node.title ?? name).join(" → ");
}
