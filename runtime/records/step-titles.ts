import type { Database } from "@trasvase/db/client.ts";
import { findVersion } from "@trasvase/db/queries/find-version.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";

/** A version of a flow. */
interface VersionPlace {
  readonly flowId: string;
  readonly version: number;
}

/** What people call the steps of the versions that rows of the log belong to. */
export type StepTitle = (place: VersionPlace, node: string) => string;

/** Reads the titles for some rows at once; the versions are few, however many the rows. A step without a title is called by its name. */
export async function readStepTitles(
  database: Database,
  workspaceId: string,
  rows: readonly VersionPlace[],
): Promise<StepTitle> {
  const places = new Map(rows.map((row) => [nameOf(row), row]));
  const graphs = new Map(
    await Promise.all(
      [...places].map(async ([name, { flowId, version }]) => {
        const found = await findVersion(database, workspaceId, flowId, version);
        return [name, parseGraph(found?.graph).graph] as const;
      }),
    ),
  );
  return (place, node) => graphs.get(nameOf(place))?.nodes[node]?.title ?? node;
}

function nameOf({ flowId, version }: VersionPlace): string {
  return `${flowId} ${version}`;
}
