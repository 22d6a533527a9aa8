import { Check, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { usePassesOfNode } from "../../../preview/use-passes.ts";
import { classNames } from "../../../ui/class-names.ts";
import type { WidgetProps } from "../../widget-props.ts";
import { ExpressionWidget } from "../expression/expression-widget.tsx";

/** A JSONata expression that is true or false, with what it says about the current sample. Why it says so stands in the output. */
export function ConditionWidget(props: WidgetProps) {
  const { form, path } = props;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <ExpressionWidget {...props} />
      {form.node && <VerdictHere node={form.node.name} field={path} />}
    </div>
  );
}

function VerdictHere({ node, field }: { node: string; field: string }) {
  const t = useTranslations("forms");
  const known = usePassesOfNode(node);
  const verdict = known?.passes[0]?.verdicts.find((one) => one.field === field);
  if (!known || !verdict) return null;
  const Glyph = verdict.holds ? Check : X;
  return (
    <p
      className={classNames(
        "flex items-center gap-1 text-sm",
        verdict.holds ? "text-ok" : "text-skip",
        known.stale && "opacity-60",
      )}
    >
      <Glyph aria-hidden size={14} strokeWidth={2.5} className="shrink-0" />
      {verdict.holds ? t("holdsHere") : t("failsHere")}
    </p>
  );
}
