import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { expect, it } from "vitest";
import { needStates, stepsOf } from "./template-needs.ts";

const connection = (name: string, more: Partial<ConnectionRow> = {}): ConnectionRow => ({
  name,
  title: `Our ${name}`,
  connector: "exact-online",
  settings: {},
  secretsSet: {},
  state: "working",
  stateMessage: "",
  flows: [],
  ...more,
});
const needs = [{ connection: "exact", connector: "exact-online" }];

it.each([
  ["ready", [connection("exact")]],
  ["ready", [connection("exact", { state: "untested" })]],
  ["broken", [connection("exact", { state: "broken" })]],
  ["missing", [connection("other")]],
  ["missing", [connection("exact", { connector: "file" })]],
  ["missing", []],
  ["unknown", undefined],
] as const)("says that a need is %s", (state, connections) => {
  expect(needStates(needs, connections)[0]?.state).toBe(state);
});

it("calls a connection what people here call it, and by its name while there is none", () => {
  expect(needStates(needs, [connection("exact")])[0]?.title).toBe("Our exact");
  expect(needStates(needs, [])[0]?.title).toBe("exact");
});

it("takes the steps of a summary apart", () => {
  expect(stepsOf("Orders → Only paid → Exact")).toEqual(["Orders", "Only paid", "Exact"]);
  expect(stepsOf("")).toEqual([]);
});
