import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { TemplateRow } from "@trasvase/shared/contract/template.ts";

/** A connection that a template needs, and how it stands here. */
export interface NeedState {
  readonly connection: string;
  readonly connector: string;
  /** `unknown` while the connections are still being loaded. */
  readonly state: "ready" | "broken" | "missing" | "unknown";
  /** What the connection is called here. */
  readonly title: string;
}

/** How each need of a template stands. A connection of the same name but of another system does not count. */
export function needStates(
  needs: TemplateRow["needs"],
  connections: readonly ConnectionRow[] | undefined,
): readonly NeedState[] {
  return needs.map(({ connection, connector }) => {
    const found = connections?.find((one) => one.name === connection && one.connector === connector);
    const state = !connections
      ? "unknown"
      : !found
        ? "missing"
        : found.state === "broken"
          ? "broken"
          : "ready";
    return { connection, connector, state, title: found?.title ?? connection };
  });
}

/** The titles of the steps, which the server joins by arrows. */
export function stepsOf(summary: string): readonly string[] {
  return summary
    .split("→")
    .map((step) => step.trim())
    .filter((step) => step !== "");
}
