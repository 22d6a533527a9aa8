import { memo } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { useDocument, useSession } from "../document/flow-editing.tsx";
import { sizeOf } from "../document/geometry.ts";
import { classNames } from "../ui/class-names.ts";
import { stepElementId } from "./dom-ids.ts";

const tints: Readonly<Record<string, string>> = {
  sand: "bg-note",
  blue: "bg-run-soft",
  green: "bg-ok-soft",
  rose: "bg-err-soft",
  grey: "bg-sunken",
};

/** A remark on the canvas. */
export const NoteCard = memo(({ name }: { readonly name: string }) => {
  const t = useTranslations("canvas");
  const node = useDocument((state) => state.graph.nodes[name]);
  const selected = useSession((state) => state.selection.includes(name));
  const focused = useSession((state) => state.focus?.kind === "node" && state.focus.name === name);
  if (!node) return null;
  const text = typeof node.config.text === "string" ? node.config.text : "";
  const tint = typeof node.config.tint === "string" ? node.config.tint : "sand";
  const size = sizeOf(node, definitions);
  return (
    <div
      id={stepElementId(name)}
      role="note"
      aria-label={t("note", { text: text === "" ? t("noteEmpty") : text })}
      style={{ width: size.width, height: size.height }}
      className={classNames(
        "overflow-hidden rounded-3 border p-3 text-sm whitespace-pre-wrap text-ink",
        tints[tint] ?? "bg-note",
        selected ? "border-accent outline outline-accent" : "border-transparent",
        focused && "canvas-focus",
      )}
    >
      {text === "" ? <span className="text-ink-2">{t("noteEmpty")}</span> : text}
    </div>
  );
});
