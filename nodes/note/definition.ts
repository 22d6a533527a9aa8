import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import * as z from "zod";

/** A remark on the canvas. Does nothing. */
export const note = defineNode({
  type: "note",
  kind: "note",
  title: "Note",
  summary: "A remark on the canvas; it does nothing.",
  synonyms: ["comment", "remark", "text", "sticky", "documentation"],
  help: "Write down why the flow is as it is. Notes are saved with the flow and never run.",
  accepts: false,
  config: z.strictObject({
    text: field(z.string().max(20_000).default(""), { title: "Text", widget: "multiline" }),
    tint: field(z.enum(["sand", "blue", "green", "rose", "grey"]).default("sand"), {
      title: "Colour",
      widget: "choice",
      choices: { sand: "sand", blue: "blue", green: "green", rose: "rose", grey: "grey" },
    }),
    size: field(z.tuple([z.number(), z.number()]).optional(), { title: "Size", widget: "hidden" }),
  }),
  initial: { text: "" },
  ports: () => [],
  subtitle: (config) => config.text.split("\n")[0] ?? "",
  expressions: () => [],
  examples: [],
});
