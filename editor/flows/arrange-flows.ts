import type { FlowRow } from "@trasvase/shared/contract/flow.ts";

/** Which flows the list shows. */
export const flowFilters = ["all", "failing", "active", "draft", "changedThisWeek"] as const;

export type FlowFilter = (typeof flowFilters)[number];

export interface FlowSelection {
  readonly text: string;
  readonly filter: FlowFilter;
  /** Now, in epoch milliseconds. */
  readonly now: number;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** The flows that fit, those that need attention first: stopped, failing, without output, then the latest changed. */
export function arrangeFlows(flows: readonly FlowRow[], selection: FlowSelection): FlowRow[] {
  const text = selection.text.trim().toLocaleLowerCase();
  return flows
    .filter((flow) => fits(flow, selection) && textOf(flow).includes(text))
    .sort((a, b) => attention(b) - attention(a) || (a.updatedAt < b.updatedAt ? 1 : -1));
}

function textOf(flow: FlowRow): string {
  return [flow.name, flow.from?.title ?? "", ...flow.to.map((one) => one.title)]
    .join(" ")
    .toLocaleLowerCase();
}

function fits(flow: FlowRow, { filter, now }: FlowSelection): boolean {
  switch (filter) {
    case "failing":
      return flow.openFailures > 0 || flow.status === "stopped";
    case "active":
      return flow.status === "active" || flow.status === "changed";
    case "draft":
      return flow.status === "draft";
    case "changedThisWeek":
      return now - Date.parse(flow.updatedAt) < weekMs;
    default:
      return true;
  }
}

function attention(flow: FlowRow): number {
  if (flow.status === "stopped") return 4;
  if (flow.openFailures > 0) return 3;
  if (flow.status === "needs-connection") return 2;
  return flow.noOutput ? 1 : 0;
}
