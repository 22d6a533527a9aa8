import { readdir } from "node:fs/promises";
import { readExample } from "@trasvase/shared/example.ts";
import { nodeTypes } from "@trasvase/shared/node.ts";
import { hasErrors } from "@trasvase/shared/problem.ts";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { nodeCatalog } from "./catalog.ts";
import { runners } from "./pure.ts";
import { exampleStep, planExample, walkExample } from "./testing/walk-example.ts";

const here = new URL("./", import.meta.url);

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(new URL(folder, here));
  } catch {
    return [];
  }
}

describe.each(nodeTypes)("node type %s", (type) => {
  const definition = nodeCatalog[type];

  it("has a folder of its name with a definition, and is filed under that name", async () => {
    expect(definition.type).toBe(type);
    expect(await namesIn(`${type}/`)).toContain("definition.ts");
  });

  it("has a runner exactly if it does something", async () => {
    const files = await namesIn(`${type}/`);
    expect(files.includes("run.ts")).toBe(runners[type].does !== "nothing");
  });

  it("shows every example of its folder, and at least one if it does something", async () => {
    const files = (await namesIn(`${type}/examples/`)).filter((name) => name.endsWith(".json"));
    expect(definition.examples).toHaveLength(files.length);
    if (runners[type].does !== "nothing") expect(files.length).toBeGreaterThan(0);
  });

  it("starts with a config that its own schema accepts", () => {
    expect(definition.config.safeParse(definition.initial).error).toBeUndefined();
  });

  it("gives every config field a title for the form", () => {
    const schema = z.toJSONSchema(definition.config, { io: "input", unrepresentable: "any" });
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      expect(property, `${type}.${name}`).toHaveProperty("title");
    }
  });

  it.each(definition.examples.map(readExample))("does as its example says: $title", async (example) => {
    const { problems } = planExample(type, example);
    const own = problems.filter(
      (problem) => problem.node === exampleStep && problem.code !== "no-destination",
    );
    expect(hasErrors(own), JSON.stringify(own)).toBe(false);
    for (const record of example.records) {
      const pass = await walkExample(type, example, record);
      const outputs: Record<string, unknown[]> = {};
      for (const { port, data } of pass.outputs) outputs[port] = [...(outputs[port] ?? []), data];
      if (record.rejected)
        expect(pass.outcome).toMatchObject({ kind: "rejected", code: record.rejected.code });
      else if (record.ends) expect(pass.outcome?.kind).toBe(record.ends);
      else expect(outputs).toEqual(record.outputs);
      if (record.answer !== undefined) expect(pass.answer).toEqual(record.answer);
    }
  });
});
