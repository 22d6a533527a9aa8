import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommand } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trasvase-cases-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const graph = (expression: string) => ({
  format: 1,
  name: "Paid",
  nodes: {
    orders: { type: "source", config: { connection: "shop", resource: "ndjson", key: "id" } },
    who: {
      type: "lookup",
      title: "Customer",
      config: { connection: "erp", resource: "accounts", match: { field: "Email", value: "email" } },
    },
    map: { type: "mapping", title: "To order", config: { expression } },
    out: {
      type: "destination",
      config: { connection: "erp", resource: "salesOrders", match: "YourRef", onExisting: "update" },
    },
  },
  edges: [
    { from: "orders", to: "who" },
    { from: "who", to: "map" },
    { from: "map", to: "out" },
  ],
});

const good = '{ "YourRef": id, "OrderedBy": $steps.who.ID, "Description": "Order " & id }';
const needs = [
  { connection: "shop", connector: "file" },
  { connection: "erp", connector: "exact-online" },
];
const find = (resource: string, field: string, value: string, found: object[]) => ({
  connection: "erp",
  resource,
  fields: [field],
  values: [value],
  found,
});
const orderCase = {
  name: "An order of a known customer",
  input: { id: "A1", email: "bodo@kuti.test" },
  answers: {
    finds: [
      find("accounts", "Email", "bodo@kuti.test", [{ id: "7", data: { ID: "7" } }]),
      find("salesOrders", "YourRef", "A1", []),
    ],
  },
  expect: {
    outputs: { map: [{ YourRef: "A1", OrderedBy: "7", Description: "Order A1" }] },
    decisions: { out: ["create"] },
    outcomes: [{ step: "out", outcome: "created" }],
  },
};

async function run(file: unknown, ...more: string[]) {
  const path = join(folder, "flow.json");
  await writeFile(path, JSON.stringify(file));
  const [out, err]: [string[], string[]] = [[], []];
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest: unknown[]) => {
      out.push(String(text));
      for (const one of rest) if (typeof one === "function") one();
      return true;
    }),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      err.push(String(text));
      return true;
    }),
  ];
  try {
    return { code: await runCommand(["test", path, ...more]), out: out.join(""), err: err.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("trasvase test", () => {
  it("is content with green cases, and asks no system", async () => {
    expect(await run({ format: 1, graph: graph(good), cases: [orderCase], needs })).toEqual({
      code: 0,
      out: "ok    An order of a known customer\n\n1 case, all ok.\n",
      err: "",
    });
  });

  it("prints step, field, expected and actual of what is red, and exits with 1", async () => {
    const broken = graph('{ "YourRef": id, "OrderedBy": $steps.who.ID, "Note": null }');
    const { code, out } = await run({ format: 1, graph: broken, cases: [orderCase], needs });
    expect(code).toBe(1);
    expect(out).toBe(
      [
        "RED   An order of a known customer",
        "        To order (map) · Description",
        '          expected  "Order A1"',
        "          actual    (not there)",
        "        To order (map) · Note",
        "          expected  (not there)",
        "          actual    null",
        "",
        "1 case, 1 red.",
        "",
      ].join("\n"),
    );
  });

  it("says of decisions and endings what differs", async () => {
    const existing = find("salesOrders", "YourRef", "A1", [{ id: "9", data: { YourRef: "A1" } }]);
    const answers = { finds: [orderCase.answers.finds[0], existing] };
    const { code, out } = await run({
      format: 1,
      graph: graph(good),
      cases: [{ ...orderCase, answers }],
      needs,
    });
    expect(code).toBe(1);
    expect(out).toContain('out · decision\n          expected  "create"\n          actual    "update"');
    expect(out).toContain('out · how it ends\n          expected  "created"\n          actual    "updated"');
  });

  it("does not take an answer that was never recorded for one", async () => {
    const other = { ...orderCase, input: { id: "A2", email: "nobody@kuti.test" } };
    const { code, out } = await run({ format: 1, graph: graph(good), cases: [orderCase, other], needs });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^ok {4}An order.*\nRED {3}An order.*\n.*no answer recorded for accounts with Email = "nobody@kuti.test"/,
    );
    expect(out).toContain("2 cases, 1 red.");
  });

  it.each([
    ["no cases", { format: 1, graph: graph(good), cases: [], needs }, "has no cases"],
    ["a flow with errors", { format: 1, graph: graph("{"), cases: [orderCase], needs }, "map"],
    ["a case of another shape", { format: 1, graph: graph(good), cases: [{ name: "" }], needs }, "cases"],
  ])("refuses %s with exit code 2", async (_, file, reason) => {
    const { code, err } = await run(file);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });

  it("checks the names of connections when it is given some", async () => {
    const connections = join(folder, "connections.json");
    await writeFile(connections, JSON.stringify({ shop: { connector: "file", settings: { folder: "x" } } }));
    const { code, err } = await run(
      { format: 1, graph: graph(good), cases: [orderCase], needs },
      "--connections",
      connections,
    );
    expect([code, err]).toEqual([2, expect.stringContaining("erp")]);
  });
});
