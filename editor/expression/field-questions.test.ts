import { describe, expect, it } from "vitest";
import { AnswerBook } from "./answer-questions.ts";
import { diagnostics } from "./editor-problems.ts";
import type { WorkerReply } from "./expression-question.ts";
import { ExpressionWorker } from "./expression-worker.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";
import { FieldQuestions } from "./field-questions.ts";

const data = {
  id: "W-1",
  lines: [
    { sku: "A", price: 3 },
    { sku: "B", price: 4 },
  ],
};
const knowledge: FieldKnowledge = {
  records: [
    { data, source: data, steps: {}, meta: { key: "1", id: "1", readAt: "", ordinal: 0, deleted: false } },
  ],
  tables: {},
  steps: [],
  list: "",
};

/** The worker's own book behind the page's own client, without a thread between them. */
function makeQuestions(before: string, after: string): FieldQuestions {
  const worker = new ExpressionWorker(() => {
    const book = new AnswerBook();
    let hear: ((event: { readonly data: WorkerReply }) => void) | undefined;
    const say = (reply: WorkerReply) => queueMicrotask(() => hear?.({ data: reply }));
    return {
      addEventListener: (_type, listener) => {
        hear = listener;
        say({ kind: "ready" });
      },
      postMessage: (request) => {
        if (request.kind === "know") book.know(request.id, request.knowledge);
        if (request.kind !== "ask") return;
        const answer = book.answer(request.knowledge, request.question);
        say({ kind: "answer", sequence: request.sequence, answer });
      },
      terminate: () => {},
    };
  });
  return new FieldQuestions(worker, "f", () => ({ knowledge, around: { before, after } }));
}

const cell = () => makeQuestions('{ "Id": idd, "Lines": [lines.{ "Item": ', " }] }");

describe("a cell that edits a part of a mapping", () => {
  it("is told what is wrong in it, in its own places, and nothing of the rest", async () => {
    const result = await cell().lint("skuu");
    expect(result).toMatchObject({
      kind: "answered",
      answer: [{ code: "unknown-field", start: 0, end: 4, fix: { start: 0, end: 4, text: "sku" } }],
    });
  });

  it("is told its own mistake when it tears the text around it apart", async () => {
    const result = await cell().lint("$sum([price");
    expect(result).toMatchObject({ kind: "answered", answer: [{ code: "S0203", start: 11, end: 11 }] });
  });

  it("completes with the fields of the line it stands in", async () => {
    const offered = await cell().complete("sk", 2);
    expect(offered).toMatchObject({ start: 0, end: 2 });
    expect(offered?.items.filter(({ kind }) => kind === "field").map(({ label }) => label)).toEqual([
      "sku",
      "price",
    ]);
  });

  it("shows the values of every line", async () => {
    expect(await cell().hover("price * 2", 0)).toMatchObject({ start: 0, end: 5, values: ["3", "4"] });
  });

  it("writes a picked field as the line sees it", async () => {
    expect(await cell().place(["lines", 1, "sku"], "", 0)).toBe("sku");
    expect(await cell().place(["id"], "", 0)).toBe("$$.id");
  });
});

describe("marks", () => {
  it("leave out what the worker tells itself, and are wide enough to be seen", () => {
    const finding = {
      code: "T2001",
      severity: "error" as const,
      message: "`a` is not `b`",
      start: 1,
      end: 1,
    };
    const marks = diagnostics(
      "a+b",
      [finding],
      [
        { code: "T2001", severity: "error", message: "the same", start: 1, end: 2 },
        { code: "S0201", severity: "error", message: "older", start: 0, end: 1 },
        { code: "to-fill-in", severity: "error", message: "without a place" },
        { code: "rejected", severity: "error", message: "by the walk", start: 0, end: 1 },
      ],
    );
    expect(marks.map(({ from, to, message }) => [from, to, message])).toEqual([
      [1, 2, "a is not b"],
      [0, 1, "by the walk"],
    ]);
  });
});
