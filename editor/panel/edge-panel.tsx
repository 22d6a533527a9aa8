import { ArrowRight, CornerUpLeft, CornerUpRight } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { focusCanvas } from "../canvas/focus-canvas.ts";
import { definitions } from "../document/catalogue.ts";
import { type Connection, titleOf } from "../document/definitions.ts";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { useRecordsOfEdge } from "../preview/use-passes.ts";
import { Button } from "../ui/button.tsx";
import { DockButtons } from "./dock-buttons.tsx";
import { NotReached } from "./not-reached.tsx";
import { RecordView } from "./record-view.tsx";
import { useLookedAt } from "./use-looked-at.ts";

/** The records that pass along a connection, docked (PV-3). */
export function EdgePanel({ edge }: { edge: Connection }) {
  const t = useTranslations("panel.edge");
  const { session } = useFlowEditing();
  const section = useRef<HTMLElement>(null);
  const from = useDocument((state) => titleOf(state.graph, edge.from, definitions));
  const to = useDocument((state) => titleOf(state.graph, edge.to, definitions));
  const { records, ids, stale } = useRecordsOfEdge(edge);
  const data = useMemo(() => [...records], [records]);
  const [index, onIndex] = useLookedAt(ids);
  useEffect(() => {
    if (session.getState().entered) section.current?.focus({ preventScroll: true });
  }, [session]);
  const close = () => {
    session.getState().close();
    focusCanvas();
  };
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={t("label", { from, to })}
      data-command-scope="panel"
      className="flex min-h-0 grow flex-col bg-surface outline-none"
    >
      <header className="@container flex h-10 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-3">
        <h2 className="flex min-w-0 items-center gap-2 text-lg">
          <span className="truncate">{from}</span>
          <ArrowRight aria-hidden size={16} className="shrink-0 text-ink-3" />
          <span className="truncate">{to}</span>
        </h2>
        <span className="hidden shrink-0 text-sm text-ink-3 @min-[44rem]:inline">
          <code className="font-mono">{edge.port}</code> · {t("count", { count: records.length })}
        </span>
        <div className="ml-auto flex shrink-0 items-center gap-0.5">
          <Button size="sm" variant="quiet" onPress={() => session.getState().open(edge.from)}>
            <CornerUpLeft aria-hidden size={14} />
            {t("openBefore")}
          </Button>
          <Button size="sm" variant="quiet" onPress={() => session.getState().open(edge.to)}>
            <CornerUpRight aria-hidden size={14} />
            {t("openBehind")}
          </Button>
          <span aria-hidden className="mx-1 h-5 w-px bg-line" />
          <DockButtons onClose={close} />
        </div>
      </header>
      {records.length === 0 ? (
        <NotReached node={edge.to} side="input" />
      ) : (
        <RecordView
          label={t("label", { from, to })}
          records={data}
          index={index}
          onIndex={onIndex}
          stale={stale}
        />
      )}
    </section>
  );
}
