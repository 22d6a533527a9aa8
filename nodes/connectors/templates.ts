import { type FlowFile, parseFlowFile } from "@trasvase/shared/flow-file.ts";
import type { Json } from "@trasvase/shared/json.ts";
import accountViewCustomers from "./exact-online/templates/accountview-customers.json" with { type: "json" };
import webOrders from "./exact-online/templates/web-orders.json" with { type: "json" };

/** A ready flow. */
export interface Template {
  /** Stable, for addresses. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly document: Json;
}

/** Every ready flow; those of the first start run on the connections of sandboxes.ts. */
export const templates: readonly Template[] = [
  {
    name: "accountview-customers",
    title: "AccountView customers to Exact Online",
    summary: "Debtors that are not blocked become accounts, or update those with the same code.",
    document: accountViewCustomers as Json,
  },
  {
    name: "web-orders",
    title: "Web orders to Exact Online",
    summary:
      "Paid orders of a web shop become sales orders; customers that are not there yet become accounts.",
    document: webOrders as Json,
  },
];

/** The flow file of a template. A template that cannot be read is a bug, so it throws. */
export function readTemplate(template: Template): FlowFile {
  const { file, problems } = parseFlowFile(template.document);
  if (!file)
    throw new Error(
      `The template "${template.name}" is broken: ${problems.map((problem) => problem.message).join("; ")}`,
    );
  return file;
}
