import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import * as z from "zod";
import { toFillIn } from "../connection-check.ts";
import everyMatch from "./examples/every-match.json" with { type: "json" };
import firstMatch from "./examples/first-match.json" with { type: "json" };

const otherwise = "otherwise";
const branchName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

const branchSchema = z.strictObject({
  name: field(z.string().default(""), { title: "Name", widget: "text" }),
  when: field(z.string().default(""), { title: "When", widget: "condition" }),
});

/** Sends records different ways. */
export const router = defineNode({
  type: "router",
  kind: "logic",
  title: "Router",
  summary: "Sends records different ways, by conditions.",
  synonyms: ["switch", "branch", "case", "split by condition", "if else"],
  help: "Branches are tried in order. With **first match** a record takes the first branch whose condition holds; with **every match** it takes each of them. A record that meets none leaves by **otherwise**.",
  accepts: true,
  config: z.strictObject({
    mode: field(z.enum(["first", "all"]).default("first"), {
      title: "A record takes",
      widget: "choice",
      choices: { first: "the first branch that matches", all: "every branch that matches" },
    }),
    branches: field(z.array(branchSchema).max(50).default([]), { title: "Branches", widget: "branches" }),
  }),
  initial: { mode: "first", branches: [{ name: "first", when: "" }] },
  ports: (config) => [
    ...config.branches.filter((branch) => branch.name !== "").map(({ name }) => ({ name, title: name })),
    { name: otherwise, title: otherwise, optional: true },
  ],
  exclusivePorts: (config) => config.mode === "first",
  subtitle: (config) => {
    const count = config.branches.length;
    return `${config.mode === "first" ? "First" : "Every"} match of ${count} ${count === 1 ? "branch" : "branches"}`;
  },
  expressions: (config) =>
    config.branches.flatMap(({ when }, index) =>
      when.trim() === ""
        ? []
        : [{ field: `branches[${index}].when`, text: when, gives: "condition" as const }],
    ),
  check: (config) => {
    if (config.branches.length === 0) return [toFillIn("branches", "The first branch")];
    return config.branches.flatMap((branch, index) => checkBranch(branch, index, config.branches));
  },
  examples: [firstMatch, everyMatch],
});

function checkBranch(
  branch: { readonly name: string; readonly when: string },
  index: number,
  branches: readonly { readonly name: string }[],
): Problem[] {
  const problems: Problem[] = [];
  const nameField = `branches[${index}].name`;
  if (branch.name === "") problems.push(toFillIn(nameField, "The branch's name"));
  else if (!branchName.test(branch.name) || branch.name === otherwise) {
    problems.push({
      code: "branch-name",
      severity: "error",
      field: nameField,
      message: `"${branch.name}" cannot name a branch. Use a letter followed by letters, digits or _, but not "${otherwise}".`,
    });
  } else if (branches.findIndex((one) => one.name === branch.name) < index) {
    problems.push({
      code: "branch-name",
      severity: "error",
      field: nameField,
      message: `Two branches are called "${branch.name}". Give each its own name.`,
    });
  }
  if (branch.when.trim() === "") problems.push(toFillIn(`branches[${index}].when`, "The branch's condition"));
  return problems;
}
