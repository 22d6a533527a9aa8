import { cp, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { OpenConnection, WriteIntent } from "@trasvase/shared/connector.ts";
import type { Answer, Delivered, Effects } from "@trasvase/shared/effects.ts";
import { type FlowFile, parseFlowFile, printFlowFile } from "@trasvase/shared/flow-file.ts";
import type { DestinationTerms } from "@trasvase/shared/node.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import { openPlan, walk } from "@trasvase/shared/walk.ts";
import { describe, expect, it } from "vitest";
import { nodeCatalog } from "../catalog.ts";
import { runners } from "../pure.ts";
import { connectorCatalog, isConnectorType } from "./catalog.ts";
import { connectors } from "./runners.ts";
import { createSandbox, demoConnections, isSandboxSystem } from "./sandboxes.ts";
import { createTestWorld } from "./testing/world.ts";

const signal = new AbortController().signal;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Template {
  readonly name: string;
  readonly text: string;
}

async function loadTemplates(): Promise<readonly Template[]> {
  const folder = here("exact-online/templates/");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(folder + name, "utf8") })));
}

const templates = await loadTemplates();

function readTemplate({ name, text }: Template): FlowFile {
  const { file, problems } = parseFlowFile(JSON.parse(text));
  if (!file) throw new Error(`${name} is no flow file: ${JSON.stringify(problems)}`);
  return file;
}

/** The demonstration in this process: sandboxes, files, and a world whose network leads to them. */
async function openDemo() {
  const sandboxes = new Map(
    ["accountview", "exact-online"].filter(isSandboxSystem).map((system) => {
      const basePath = `/sandbox/${system}`;
      return [basePath, createSandbox(system, { basePath })] as const;
    }),
  );
  const world = await createTestWorld(async (request) => {
    const path = new URL(request.url).pathname;
    const found = [...sandboxes].find(([basePath]) => path.startsWith(`${basePath}/`));
    return found ? found[1].handle(request) : new Response("", { status: 404 });
  });
  await cp(here("file/demo/"), world.filesRoot, { recursive: true });
  const tokens = new Map<string, Awaited<ReturnType<typeof createTestWorld>>>();
  const open = async (name: string) => {
    const demo = demoConnections("http://demo.example").find((one) => one.name === name);
    if (!demo || !isConnectorType(demo.connector)) throw new Error(`There is no demo connection "${name}".`);
    const secrets = Object.fromEntries(
      Object.entries(demo.secrets).map(([key, text]) => [key, new Secret(text)]),
    );
    const connection: OpenConnection = { name, connector: demo.connector, settings: demo.settings, secrets };
    // Every connection has tokens of its own.
    const own = tokens.get(name) ?? (await createTestWorld(async () => new Response()));
    tokens.set(name, own);
    const services = { ...world.services, now: Date.now, tokens: own.services.tokens };
    const connector = connectors[demo.connector];
    return {
      reader: await connector.openReader(connection, services),
      writer: await connector.openWriter(connection, services),
    };
  };
  const exact = sandboxes.get("/sandbox/exact-online");
  return { open, exact, close: () => world.close() };
}

type Demo = Awaited<ReturnType<typeof openDemo>>;

function liveEffects(demo: Demo): Effects {
  return {
    async lookUp(_step, terms, questions) {
      const { reader } = await demo.open(terms.connection);
      const { resource, options } = terms;
      const found = await reader.find({
        resource,
        options,
        fields: terms.fields,
        values: questions.map((question) => question.values),
        signal,
      });
      return found.map((matches): Answer => {
        const [record] = matches;
        if (matches.length > 1) return { kind: "ambiguous", count: matches.length };
        return record ? { kind: "found", record } : { kind: "missing" };
      });
    },
    async deliver(_step, terms, arrivals) {
      const delivered: Delivered[] = [];
      for (const { id, data } of arrivals) delivered.push(await deliver(demo, terms, id, data));
      return delivered;
    },
  };
}

async function deliver(
  demo: Demo,
  terms: DestinationTerms,
  id: string,
  data: WriteIntent["data"],
): Promise<Delivered> {
  const { reader, writer } = await demo.open(terms.connection);
  const { resource, options } = terms;
  const values = terms.match.map((field) => (data as Record<string, WriteIntent["data"]>)[field] ?? null);
  const [matches = []] = await reader.find({
    resource,
    options,
    fields: terms.match,
    values: [values],
    signal,
  });
  const [target] = matches;
  if (target && terms.onExisting === "skip")
    return { outcome: { kind: "skipped", message: "It is there already." }, target: target.data };
  const intent: WriteIntent = {
    id,
    resource,
    options,
    data,
    action: target ? "update" : "create",
    ...(target ? { target } : {}),
  };
  const isSame = target !== undefined && reader.describe(intent).length === 0;
  const [result] = await writer.write([intent], signal);
  if (result?.kind === "written") {
    const kind = isSame ? "unchanged" : target ? "updated" : "created";
    return { outcome: { kind, message: "Done." }, target: result.data };
  }
  return { outcome: { kind: "rejected", code: result?.code ?? "", message: result?.message ?? "" } };
}

async function run(demo: Demo, template: Template) {
  const { graph, needs } = readTemplate(template);
  const connections = new Map(needs.map((need) => [need.connection, need.connector]));
  const { plan, problems } = makePlan(graph, {
    nodes: nodeCatalog,
    connectors: connectorCatalog,
    connections,
  });
  expect(problems.filter((problem) => problem.severity !== "note")).toEqual([]);
  if (!plan) throw new Error("The template gives a plan.");
  const source = plan.source.config as {
    connection: string;
    resource: string;
    options: Record<string, string>;
    key: string;
  };
  const { reader } = await demo.open(source.connection);
  const keys: string[] = [];
  const outcomes = new Map<string, { readonly kind: string; readonly message: string }>();
  for await (const batch of reader.read({
    resource: source.resource,
    options: source.options,
    cursor: undefined,
    signal,
  })) {
    const records = batch.records.map(({ data }, ordinal) => {
      const key = String((data as Record<string, string>)[source.key]);
      keys.push(key);
      return { id: key, key, data, readAt: "2026-03-02T09:00:00.000Z", ordinal, deleted: false };
    });
    const walked = await walk(openPlan(plan, runners), records, { at: 0, effects: liveEffects(demo) });
    for (const leaf of walked.leaves) outcomes.set(leaf.recordId, leaf.outcome);
  }
  return { keys, outcomes };
}

function countsOf(outcomes: ReadonlyMap<string, { readonly kind: string }>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes.values()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function byName(name: string): Template {
  const template = templates.find((one) => one.name === name);
  if (!template) throw new Error(`There is no template "${name}".`);
  return template;
}

describe("templates", () => {
  it.each(templates)("$name is a flow file that is printed as it is written", (template) => {
    expect(JSON.parse(printFlowFile(readTemplate(template)))).toEqual(JSON.parse(template.text));
  });

  it.each(templates)("$name names only connections of the demonstration", (template) => {
    const offered = new Map(demoConnections("http://x.example").map((one) => [one.name, one.connector]));
    for (const need of readTemplate(template).needs)
      expect(offered.get(need.connection)).toBe(need.connector);
  });

  it("bring customers over with every kind of outcome, and change nothing the second time", async () => {
    const demo = await openDemo();
    const first = await run(demo, byName("accountview-customers.json"));
    expect(first.keys.length).toBe(40);
    expect(countsOf(first.outcomes)).toEqual({
      created: 33,
      updated: 2,
      unchanged: 1,
      filtered: 2,
      rejected: 2,
    });
    const second = await run(demo, byName("accountview-customers.json"));
    expect(countsOf(second.outcomes)).toEqual({ unchanged: 36, filtered: 2, rejected: 2 });
    await demo.close();
  });

  it("bring orders over with every difficulty explained, and none twice", async () => {
    const demo = await openDemo();
    const { outcomes } = await run(demo, byName("web-orders.json"));
    expect(countsOf(outcomes)).toEqual({ created: 43, skipped: 1, filtered: 10, rejected: 6 });
    const messages = [...outcomes.values()]
      .filter(({ kind }) => kind === "rejected")
      .map(({ message }) => message);
    for (const words of [
      "BEL-XXX-99",
      "Ísland",
      "dubbel@voorbeeld.example",
      "sales item",
      "Too long",
      "empty",
    ]) {
      expect(
        messages.some((message) => message.includes(words)),
        `${words} in ${JSON.stringify(messages, null, 1)}`,
      ).toBe(true);
    }
    const again = await run(demo, byName("web-orders.json"));
    expect(countsOf(again.outcomes)).toEqual({ skipped: 44, filtered: 10, rejected: 6 });
    await demo.close();
  });
});
