import { useTranslations } from "use-intl";
import { useFlowEditing } from "../document/flow-editing.tsx";
import { useSurvey, useWatchSurvey } from "../preview/preview-context.tsx";
import { classNames } from "../ui/class-names.ts";

export interface SamplesPassingProps {
  node: string;
  /** The exit that is meant. */
  port: string;
  className?: string;
}

/** How many of all samples leave a step by an exit (PV-5): "3 of 12 samples pass". Leads to the grid of all samples. */
export function SamplesPassing({ node, port, className }: SamplesPassingProps) {
  const t = useTranslations("panel.passing");
  const { session } = useFlowEditing();
  useWatchSurvey({});
  const rows = useSurvey((state) => state.rows);
  const stale = useSurvey((state) => state.stale);
  if (rows.length < 2) return null;
  const cells = rows.map((row) => row[node]);
  const passing = cells.filter((cell) => (cell?.left[port] ?? 0) > 0).length;
  const open = cells.filter((cell) => cell?.state === "waiting").length;
  return (
    <button
      type="button"
      onClick={() => session.getState().openGrid(node)}
      className={classNames(
        "focus-ring rounded-3 text-left text-sm text-accent underline",
        stale && "decoration-dotted",
        className,
      )}
    >
      {t("pass", { passing, count: rows.length })}
      {open > 0 && <> {t("open", { count: open })}</>}
    </button>
  );
}
