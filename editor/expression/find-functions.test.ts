import { functionHelp } from "@trasvase/shared/expression/function-help.ts";
import { describe, expect, it } from "vitest";
import { findFunctions, functionGroups } from "./find-functions.ts";

const entries = [...functionHelp.values()].map((help) => ({
  ...help,
  example: { text: "", value: undefined },
}));

const find = (search: string) =>
  findFunctions(entries, search, (group) => (group === "date" ? "Dates and times" : group));

describe("looking for a function", () => {
  it("finds it by name, group, what it does and its parameters, the name first", () => {
    expect(find("dates").map(({ name }) => name)).toEqual(["now", "millis", "fromMillis", "toMillis"]);
    expect(find("$sub").map(({ name }) => name)[0]).toBe("substring");
    expect(find("capitals").map(({ name }) => name)).toEqual(["uppercase"]);
    expect(find("list function").map(({ name }) => name)).toContain("filter");
    expect(find("xyzzy")).toEqual([]);
  });

  it("shows every function as long as nothing is looked for, each in a group that is shown", () => {
    expect(find(" ")).toHaveLength(functionHelp.size);
    expect(new Set(entries.map(({ group }) => group))).toEqual(new Set(functionGroups));
  });
});
