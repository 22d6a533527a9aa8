import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { messages as english } from "./en.ts";
import { messages as spanish } from "./es.ts";
import { languages } from "./languages.ts";
import { messages as dutch } from "./nl.ts";
import { findLiteralText } from "./testing/find-literal-text.ts";
import { messageArguments } from "./testing/message-arguments.ts";

const all: Record<(typeof languages)[number], object> = {
  "en-GB": english,
  "es-ES": spanish,
  "nl-NL": dutch,
};

function flatten(texts: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === "string" ? [[`${path}${key}`, value] as const] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

const englishTexts = flatten(english);

describe.each(languages)("the texts in %s", (language) => {
  const texts = flatten(all[language]);

  it("are there for every key, and for no other", () => {
    expect([...texts.keys()].sort()).toEqual([...englishTexts.keys()].sort());
  });

  it("are not empty", () => {
    expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("take the same values as in English", () => {
    const differing = [...texts].filter(
      ([key, text]) => messageArguments(text).join() !== messageArguments(englishTexts.get(key) ?? "").join(),
    );
    expect(differing).toEqual([]);
  });

  it("can all be formatted", () => {
    const failures: string[] = [];
    for (const [key, text] of texts) {
      const onError = (error: Error) => failures.push(`${key}: ${error.message}`);
      const t = createTranslator({ locale: language, messages: { text }, onError });
      const values = messageArguments(text).map((name) =>
        name.startsWith("<") ? [name.slice(1, -1), (inner: unknown) => inner] : [name, 2],
      );
      t.rich("text", Object.fromEntries(values));
    }
    expect(failures).toEqual([]);
  });

  it("shout at nobody", () => {
    expect([...texts].filter(([, text]) => /[!¡]/.test(text))).toEqual([]);
  });
});

describe("the components", () => {
  const editor = fileURLToPath(new URL("..", import.meta.url));
  const files = readdirSync(editor, { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      file.endsWith(".tsx") &&
      !file.endsWith(".test.tsx") &&
      !file.includes("node_modules") &&
      !file.startsWith("e2e"),
  );

  it("are found", () => expect(files.length).toBeGreaterThan(50));

  it("say nothing that is not in the messages", () => {
    const found = files.flatMap((file) =>
      findLiteralText(file, readFileSync(join(editor, file), "utf8")).map(
        ({ line, text }) => `${file}:${line} ${text}`,
      ),
    );
    expect(found).toEqual([]);
  });
});

describe("the search for texts outside the messages", () => {
  it.each([
    ["<p>Hello</p>", ["Hello"]],
    ['<p>{"Hello"}</p>', ["Hello"]],
    ["<p>{`Hello $" + "{name}`}</p>", ["Hello"]],
    ['<p>{late ? "Late" : t("early")}</p>', ["Late"]],
    ['<p>{late && "Late"}</p>', ["Late"]],
    ['<input aria-label="Name" />', ["Name"]],
    ["<input placeholder={'Name'} />", ["Name"]],
    ['useCommands([{ id: "undo", label: "Undo" }])', ["Undo"]],
    ['<p className="text-ink">{t("hello")} · {count} ms</p>', ["ms"]],
    ['<p id="x">{t("hello", { name })} · 5 %</p>', []],
    ['<Route to="/flows" title={t("flows")} />', []],
    ["const ids = new Map<string, number>(); const less = (a: number) => a < 3;", []],
  ])("sees through %s", (source, expected) => {
    const found = findLiteralText("example.tsx", source).map(({ text }) => text);
    expect(found).toEqual(expected);
  });
});
