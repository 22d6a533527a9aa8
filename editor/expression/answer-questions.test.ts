import { examplesFor } from "@trasvase/shared/expression/function-examples.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { AnswerBook } from "./answer-questions.ts";
import type { AnswerTo, Question } from "./expression-question.ts";
import { loadExpressionTexts } from "./expression-texts.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";

const readAt = "2026-11-23T14:02:00Z";
const order = {
  id: "W-1",
  createdAt: "2026-11-20T10:00:00Z",
  customer: { email: "ana@casa.example", city: "Gent" },
  lines: [
    { sku: "A-1", qty: 2, price: 4.5 },
    { sku: "B-2", qty: 1, price: 10 },
  ],
};
const second = { ...order, id: "W-2", customer: { email: "jan@x.example" } };

function known(data: Json, more: Partial<FieldKnowledge> = {}): FieldKnowledge {
  const record = (value: Json, key: string) => ({
    data: value,
    source: value,
    steps: { erp: { ID: "9" } },
    meta: { key, id: key, readAt, ordinal: 0, deleted: false },
  });
  return {
    records: [record(data, "W-1"), record(second, "W-2")],
    tables: { country: { rows: [["Gent", "BE"]] } },
    steps: ["erp", "stock"],
    list: "",
    ...more,
  };
}

function bookOf(knowledge: FieldKnowledge) {
  const book = new AnswerBook();
  book.know(1, knowledge);
  return {
    book,
    // The book answers each kind of question with its kind of answer.
    ask: <One extends Question>(question: One) => book.answer(1, question) as AnswerTo<One>,
  };
}

describe("questions about an expression", () => {
  it("are answered with findings, and with why the expression fails on the sample", () => {
    const { ask } = bookOf(known(order));
    expect(ask({ kind: "lint", text: "customer.emial" })[0]).toMatchObject({
      code: "unknown-field",
      fix: { text: "email", start: 9, end: 14 },
    });
    expect(ask({ kind: "lint", text: "id + 1" })).toEqual([
      expect.objectContaining({ code: "T2001", severity: "error", start: 3, end: 4 }),
    ]);
    expect(ask({ kind: "lint", text: '$table("country", "Atlantis")' })[0]).toMatchObject({ code: "X2001" });
    expect(ask({ kind: "lint", text: "$steps.sotck.a" })[0]).toMatchObject({
      code: "unknown-step",
      fix: { text: "stock" },
    });
    expect(ask({ kind: "lint", text: "  " })).toEqual([]);
  });

  it("never show a value as [object Object]", () => {
    const { ask } = bookOf(known(order));
    for (const text of ["customer + 1", "$uppercase(lines)", "lines < 3", "$number(customer)", "-customer"]) {
      const [finding] = ask({ kind: "lint", text });
      expect(finding?.message).toBeDefined();
      expect(finding?.message).not.toContain("[object");
    }
  });

  it("are answered in the language of the screen", async () => {
    const { book, ask } = bookOf(known(order));
    book.speak(await loadExpressionTexts("nl-NL"));
    expect(ask({ kind: "lint", text: "$uppercas(id)" })[0]).toMatchObject({
      message: "De functie `$uppercas` bestaat niet. Lijkt op: `$uppercase`.",
      fix: { title: "Wijzigen in `$uppercase`" },
    });
    expect(ask({ kind: "lint", text: "id & " })[0]?.message).toBe(
      "De expressie houdt te vroeg op: na `&` hoort nog iets te staan.",
    );
    book.speak(await loadExpressionTexts("es-ES"));
    expect(ask({ kind: "lint", text: "lines[qty > 1" })[0]).toMatchObject({
      message: "Falta un `]`. El paréntesis se abrió después de `lines`.",
      fix: { title: "Añadir `]`", text: "]" },
    });
  });

  it("complete with short examples and how often a field is there", () => {
    const { ask } = bookOf(known(order));
    const { items } = ask({ kind: "complete", text: "customer.", offset: 9 });
    expect(items).toEqual([
      expect.objectContaining({ label: "email", example: '"ana@casa.example"' }),
      expect.objectContaining({ label: "city", presence: { present: 1, possible: 2 } }),
    ]);
    const all = ask({ kind: "complete", text: "$", offset: 1 }).items;
    expect(all.find(({ label }) => label === "$sum")?.summary).toBe("Adds up the numbers.");
  });

  it("offer the values a target field takes where its value is written", () => {
    const values = [{ value: 12, title: "Open" }];
    const target = { properties: { Status: { type: "number", values } } };
    const { ask } = bookOf(known(order, { target }));
    const text = '{ "Status": ';
    expect(ask({ kind: "complete", text, offset: text.length }).items[0]).toMatchObject({
      kind: "value",
      insert: "12",
      detail: "Open",
    });
  });

  it("show what a part gives, once for each line", () => {
    const { ask } = bookOf(known(order));
    const text = "$sum(lines.(qty * price))";
    expect(ask({ kind: "hover", text, offset: text.indexOf("qty") })).toMatchObject({
      count: 2,
      values: ["2", "1"],
    });
    expect(ask({ kind: "hover", text, offset: 1 })).toMatchObject({ count: 1, values: ["19"] });
    expect(ask({ kind: "hover", text: "nothing.here", offset: 9 })?.values).toEqual([undefined]);
    expect(ask({ kind: "hover", text: '"a text"', offset: 3 })).toBeUndefined();
  });

  it("are about the elements where an expression is asked for each of them", () => {
    const { ask } = bookOf(known(order, { list: "lines" }));
    expect(ask({ kind: "lint", text: "sku" })).toEqual([]);
    expect(ask({ kind: "lint", text: "skuu" })[0]?.code).toBe("unknown-field");
    const fields = ask({ kind: "complete", text: "", offset: 0 }).items.filter(
      ({ kind }) => kind === "field",
    );
    expect(fields.map(({ label }) => label)).toEqual(["sku", "qty", "price"]);
  });

  it("write a field as it has to be where the caret stands", () => {
    const { ask } = bookOf(known(order));
    const text = "lines.{ 'a': ";
    const place = (path: (string | number)[]) => ask({ kind: "place", path, text, offset: text.length });
    expect(place(["lines", 0, "sku"])).toBe("sku");
    expect(place(["customer", "email"])).toBe("$$.customer.email");
  });

  it("say of a call which parameter is being written", () => {
    const { ask } = bookOf(known(order));
    expect(ask({ kind: "signature", text: "$substring(id, ", offset: 15 })).toMatchObject({
      name: "substring",
      active: 1,
    });
  });

  it("stay without answers that nothing is known for", () => {
    const book = new AnswerBook();
    expect(book.answer(7, { kind: "lint", text: "a.b" })).toEqual([]);
    expect(book.answer(7, { kind: "hover", text: "a.b", offset: 0 })).toBeUndefined();
  });
});

describe("the function reference", () => {
  const entries = bookOf(known(order)).ask({ kind: "functions" });

  it("has an example with a value for every function, made of the sample", () => {
    for (const { name, example } of entries) {
      if (name === "error") expect(example.error).toBe("this order is not for us");
      // It gives nothing when all is well.
      else if (name !== "assert")
        expect([name, example.value, example.error]).toEqual([name, expect.any(String), undefined]);
    }
    expect(entries.find(({ name }) => name === "sum")?.example).toEqual({
      text: "$sum(lines.qty)",
      value: "3",
    });
  });

  it("falls back to literals where the sample has no fitting field", () => {
    for (const { name, example } of bookOf(known({})).ask({ kind: "functions" })) {
      if (!["error", "table", "assert"].includes(name))
        expect([name, example.error]).toEqual([name, undefined]);
    }
  });

  it("calls in each example the function it stands for", () => {
    for (const [name, text] of examplesFor(order)) expect(text).toContain(`$${name}(`);
  });
});
