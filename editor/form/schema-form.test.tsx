// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type * as z from "zod";
import { catalogueOf } from "../document/catalogue.ts";
import { createDocumentStore } from "../document/document-store.ts";
import { FlowEditingProvider } from "../document/flow-editing.tsx";
import { createSessionStore } from "../document/session-store.ts";
import { MappingEditingProvider } from "../mapping/editing/mapping-editing.tsx";
import { messages } from "../messages/en.ts";
import { NodeForm } from "../panel/node-form.tsx";
import { FlowPreviewFrom } from "../preview/preview-context.tsx";
import { createPreviewStore } from "../preview/preview-store.ts";
import { makePreviewWorker } from "../preview/preview-worker.ts";
import { createSurveyStore } from "../preview/survey-store.ts";
import { makeSurveyWorker } from "../preview/survey-worker.ts";
import { noSamples } from "../samples/testing/no-samples.ts";
import { queryKeys } from "../shell/query-keys.ts";

const connectors = Object.values(connectorCatalog);
const rows = connectors.map(({ type, title }) => ({
  name: type,
  title,
  connector: type,
  state: "working",
  flows: [],
}));

/** What the page of the test shows. */
let content: ReactNode;
function Page() {
  return content;
}

// What jsdom does not have and the router and CodeMirror ask for.
window.scrollTo = () => {};
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Reflect.set(
  globalThis,
  "Worker",
  class extends EventTarget implements Pick<Worker, "postMessage" | "terminate"> {
    postMessage() {}
    terminate() {}
  },
);

let root: Root;
let page: HTMLElement;

beforeEach(() => {
  Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
  page = document.body.appendChild(document.createElement("div"));
  root = createRoot(page);
});
afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
});

/** The form of one step, in everything it stands in. */
async function show(type: string, config: Json) {
  const { graph } = parseGraph({ format: 1, nodes: { one: { type, config } } });
  if (!graph) throw new Error("The graph of this test does not parse.");
  const opened = {
    flow: "f",
    graph,
    trigger: { kind: "manual" as const },
    revision: 1,
    savedAt: "2026-11-23T10:00:00Z",
  };
  const editing = { document: createDocumentStore(opened, catalogueOf(rows)), session: createSessionStore() };
  const never = () => new Promise<never>(() => {});
  const noWorker = () => {
    throw new Error("Nothing is computed here.");
  };
  const preview = {
    samples: noSamples(),
    preview: createPreviewStore({
      flow: "f",
      ask: never,
      worker: makePreviewWorker(noWorker),
    }),
    survey: createSurveyStore({ flow: "f", ask: never, worker: makeSurveyWorker(noWorker) }),
  };
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  queries.setQueryData(queryKeys.connectionList, { rows });
  queries.setQueryData(queryKeys.flow("f"), { versions: [] });
  content = (
    <IntlProvider locale="en-GB" messages={messages} timeZone="UTC">
      <QueryClientProvider client={queries}>
        <FlowEditingProvider editing={editing}>
          <FlowPreviewFrom value={preview}>
            {type === "mapping" ? (
              <MappingEditingProvider node="one">
                <NodeForm node="one" />
              </MappingEditingProvider>
            ) : (
              <NodeForm node="one" />
            )}
          </FlowPreviewFrom>
        </FlowEditingProvider>
      </QueryClientProvider>
    </IntlProvider>
  );
  const router = createRouter({
    routeTree: createRootRoute({ component: Page }),
    history: createMemoryHistory(),
  });
  // The type of the router of the app, not of this one, is known to the module.
  await act(async () => root.render(<RouterProvider router={router as never} />));
  await act(async () => {
    await router.load();
  });
  return editing.document;
}

const labels = () =>
  [...page.querySelectorAll("label, legend, span.font-medium")].map((one) => one.textContent ?? "");

async function type(input: HTMLInputElement, text: string) {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  for (let length = 1; length <= text.length; length++) {
    await act(async () => {
      setter?.call(input, text.slice(0, length));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

/** One resource per schema of options, with the type of step that has it. */
const optionForms = [
  ...new Map<z.ZodType | undefined, readonly [string, string, string]>(
    connectors.flatMap(({ type: connection, resources }) =>
      resources.flatMap(({ name, readOptions, writeOptions, findOptions }) => [
        [readOptions, [connection, name, "source"]] as const,
        [writeOptions, [connection, name, "destination"]] as const,
        [findOptions, [connection, name, "lookup"]] as const,
      ]),
    ),
  ),
].flatMap(([schema, form]) => (schema ? [form] : []));

describe("the form of a step", () => {
  it.each(Object.keys(nodeCatalog))("shows every field of a fresh %s", async (nodeType) => {
    const definition = Object.values(nodeCatalog).find((one) => one.type === nodeType);
    await show(nodeType, definition?.initial ?? {});
    expect(page.querySelectorAll("[data-field]").length).toBeGreaterThan(0);
  });

  it.each(optionForms)("shows the options of %s %s in a %s", async (connection, resource, nodeType) => {
    await show(nodeType, { connection, resource });
    expect(page.querySelectorAll('[data-field^="options."]').length).toBeGreaterThan(0);
  });

  it("marks what cannot be left out by a word, before anything was filled in", async () => {
    await show("source", { connection: "", resource: "" });
    const connection = labels().find((text) => text.startsWith("Connection"));
    expect(connection).toContain("required");
    expect(page.textContent).not.toContain("still to be filled in");
  });

  it("writes each keystroke into the document and makes one entry of the history of them", async () => {
    const document = await show("router", { mode: "first", branches: [{ name: "", when: "" }] });
    const name = page.querySelector<HTMLInputElement>('[data-field="branches[0].name"] input');
    if (!name) throw new Error("There is no field for the name.");
    await act(async () => name.focus());
    await type(name, "eu");
    expect(document.getState().graph.nodes.one?.config.branches).toEqual([{ name: "eu", when: "" }]);
    await act(async () => name.blur());
    expect(document.getState().history.past).toHaveLength(1);
    await act(async () => {
      document.getState().undo();
    });
    expect(document.getState().graph.nodes.one?.config.branches).toEqual([{ name: "", when: "" }]);
  });

  it("shows a problem at its field", async () => {
    await show("router", { mode: "first", branches: [{ name: "1 bad", when: "true" }] });
    expect(page.querySelector('[data-field="branches[0].name"]')?.textContent).toContain(
      "cannot name a branch",
    );
  });
});
