import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { titleOf } from "../document/definitions.ts";
import { setTitle } from "../document/edits/config.ts";
import { useFlowEditing } from "../document/flow-editing.tsx";
import { useCanvasStore } from "./canvas-store.ts";
import { focusCanvas } from "./focus-canvas.ts";

/** Edits a step's title in place. Enter keeps it, Escape leaves it as it was; leaving the field keeps it too. */
export function TitleInput({ name }: { readonly name: string }) {
  const t = useTranslations("canvas");
  const { document } = useFlowEditing();
  const canvas = useCanvasStore();
  const end = (title: string | undefined) => {
    if (canvas.getState().renaming !== name) return;
    canvas.setState({ renaming: undefined });
    if (title !== undefined) document.getState().apply(setTitle(document.getState().graph, name, title));
  };
  return (
    <input
      aria-label={t("actions.rename")}
      defaultValue={titleOf(document.getState().graph, name, definitions)}
      maxLength={200}
      ref={(input) => {
        input?.focus();
        input?.select();
      }}
      className="nodrag h-6 min-w-0 grow rounded-3 border border-accent bg-raised px-1 font-medium outline-none"
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Enter" && event.key !== "Escape") return;
        end(event.key === "Enter" ? event.currentTarget.value : undefined);
        focusCanvas();
      }}
    />
  );
}
