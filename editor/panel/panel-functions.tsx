import type { NodeType } from "@trasvase/shared/node.ts";
import { SquareFunction } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCodeFields } from "../form/code-fields.tsx";
import { useCommands } from "../shell/commands.ts";
import { IconButton } from "../ui/icon-button.tsx";

// Nobody needs it before it is asked for.
const FunctionReference = lazy(async () => ({
  default: (await import("../expression/function-reference.tsx")).FunctionReference,
}));

/** The expression of each type of step whose record the examples are computed on. */
const expressionPaths: Partial<Record<NodeType, string>> = {
  source: "key",
  mapping: "expression",
  filter: "keep",
  router: "branches",
  split: "items",
  lookup: "match",
};

/** Opens the reference of all functions beside the step's form. Steps without expressions have none. */
export function PanelFunctions({ node, type }: { node: string; type: NodeType }) {
  const t = useTranslations("code.functions");
  const [isOpen, setOpen] = useState(false);
  const fields = useCodeFields();
  const opener = useRef<HTMLButtonElement>(null);
  const path = expressionPaths[type];
  const close = () => {
    setOpen(false);
    const editor = fields.current();
    if (editor) editor.focus();
    else opener.current?.focus();
  };
  useCommands(
    path === undefined
      ? []
      : [
          {
            id: "expression.functions",
            group: "view",
            label: t("open"),
            keys: ["Mod+Shift+H"],
            scope: "panel",
            inFields: true,
            run: () => (isOpen ? close() : setOpen(true)),
          },
        ],
  );
  if (path === undefined) return null;
  return (
    <>
      <IconButton
        ref={opener}
        icon={SquareFunction}
        label={t("open")}
        shortcut="Mod+Shift+H"
        aria-expanded={isOpen}
        data-inserts-code
        onPress={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <Suspense fallback={null}>
          <FunctionReference node={node} path={path} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
