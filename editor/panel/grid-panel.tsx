import { LayoutGrid, RefreshCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { focusCanvas } from "../canvas/focus-canvas.ts";
import { useFlowEditing } from "../document/flow-editing.tsx";
import { useFlowPreview, useSamples, useSurvey, useWatchSurvey } from "../preview/preview-context.tsx";
import { SamplePicker } from "../samples/sample-picker.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { DockButtons } from "./dock-buttons.tsx";
import { SampleGrid } from "./sample-grid.tsx";

/** All samples through all steps, docked. The systems are asked about all of them while it is open. */
export function GridPanel() {
  const t = useTranslations("panel.grid");
  const { session } = useFlowEditing();
  const { survey } = useFlowPreview();
  useWatchSurvey({ systems: true });
  const count = useSamples((state) => state.samples.length);
  const asking = useSurvey((state) => state.asking);
  const close = () => {
    session.getState().closeGrid();
    focusCanvas();
  };
  return (
    <section
      tabIndex={-1}
      aria-label={t("title")}
      data-command-scope="panel"
      className="flex min-h-0 grow flex-col bg-surface outline-none"
    >
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-3">
        <LayoutGrid aria-hidden size={16} className="text-ink-2" />
        <h2 className="text-lg font-medium">{t("title")}</h2>
        <span className="text-sm text-ink-3">{t("count", { count })}</span>
        <GridStatus />
        <div className="ml-auto flex shrink-0 items-center gap-0.5">
          <IconButton
            icon={RefreshCw}
            label={t("refresh")}
            isDisabled={asking || count === 0}
            onPress={() => survey.refresh()}
          />
          <span aria-hidden className="mx-1 h-5 w-px bg-line" />
          <DockButtons onClose={close} />
        </div>
      </header>
      {count === 0 ? (
        <EmptyState title={t("noneTitle")} why={t("noneWhy")} action={<SamplePicker />} />
      ) : (
        <SampleGrid />
      )}
    </section>
  );
}

/** What keeps the grid from being complete. */
function GridStatus() {
  const t = useTranslations("panel.grid");
  const { asking, trouble, waiting, stale, rows } = useSurvey((state) => state);
  const count = useSamples((state) => state.samples.length);
  const isComputing = stale || (rows.length === 0 && count > 0);
  return (
    <span role="status" className="flex min-w-0 items-center gap-2 text-sm text-ink-2">
      {asking && (
        <>
          <Spinner size={14} />
          {t("asking", { count: waiting })}
        </>
      )}
      {!asking && isComputing && t("computing")}
      {!asking && trouble !== undefined && (
        <span className="truncate text-err" title={trouble}>
          {trouble}
        </span>
      )}
      {!asking && trouble === undefined && waiting > 0 && t("waiting", { count: waiting })}
    </span>
  );
}
