import { getRouteApi, Link } from "@tanstack/react-router";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { isFinal, type Outcome } from "@trasvase/shared/outcome.ts";
import { useTranslations } from "use-intl";
import { buttonClassNames } from "../ui/button-look.ts";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { PassConditions } from "./pass-conditions.tsx";
import { PassData } from "./pass-data.tsx";
import { PassDecision } from "./pass-decision.tsx";
import { PassSent } from "./pass-sent.tsx";
import { ProblemPlace } from "./problem-place.tsx";
import { needsWords, severityOf } from "./record-outcome.tsx";
import type { RecordStep } from "./record-steps.ts";
import { storyOf } from "./record-story.ts";
import { PassName } from "./record-timeline.tsx";

const route = getRouteApi("/records/$record");

export interface PassDetailProps {
  record: RecordDetail;
  step: RecordStep;
  pass: PassRow;
}

/** Everything about one record at one step: what it was, why it went the way it did, what it became. */
export function PassDetail({ record, step, pass }: PassDetailProps) {
  const t = useTranslations("runs.record");
  const kinds = useTranslations("glossary.node");
  return (
    <section aria-label={step.title} className="flex min-h-0 min-w-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
        <KindGlyph type={step.type ?? "note"} size={24} />
        <h2 className="min-w-0 truncate text-lg">{step.title}</h2>
        <span className="grow text-ink-2">
          {step.type && kinds(step.type)}
          {step.passes.length > 1 && (
            <>
              {" · "}
              <PassName pass={pass} place={step.passes.indexOf(pass) + 1} />
            </>
          )}
        </span>
        <Link
          to="/flows/$flow"
          params={{ flow: record.flow }}
          search={{ record: record.id, node: step.name }}
          className={buttonClassNames({ variant: "quiet" })}
        >
          {t("openStep")}
        </Link>
      </header>
      {pass.outcome && <PassOutcome record={record} outcome={pass.outcome} />}
      <PassConditions record={record} step={step} pass={pass} />
      {pass.dryRun && <PassDecision decided={pass.dryRun} />}
      <PassViews record={record} step={step} pass={pass} />
    </section>
  );
}

/** What became of the record here. Not said again where the head of the page has just said it. */
function PassOutcome({ record, outcome }: { record: RecordDetail; outcome: Outcome }) {
  const { key, outcome: told } = storyOf(record);
  const isTold = needsWords(key, told) && told.message === outcome.message && told.node === outcome.node;
  const severity = severityOf(outcome);
  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 pb-3 empty:hidden">
      {!isTold && severity !== "note" && (
        <ProblemMessage problem={{ severity, message: outcome.message, code: outcome.code }} />
      )}
      {!isTold && severity === "note" && !isWritten(outcome) && (
        <p className="flex flex-wrap items-center gap-x-3 text-ink-2">
          <OutcomeChip kind={outcome.kind} plain />
          {outcome.message}
        </p>
      )}
      <ProblemPlace graph={record.graph} outcome={outcome} />
    </div>
  );
}

function refusalOf({ outcome }: PassRow): string | undefined {
  return outcome && !isFinal(outcome.kind) ? outcome.message : undefined;
}

/** The request and its answer say all there is to say of it. */
function isWritten({ kind }: Outcome): boolean {
  return kind === "created" || kind === "updated";
}

/** Input and output, and for a step that talked to a system also what was said. */
function PassViews({ record, step, pass }: PassDetailProps) {
  const t = useTranslations("runs.record.tab");
  const navigate = route.useNavigate();
  const wanted = route.useSearch().tab;
  const sent = record.sent.filter(
    (one) => one.node === step.name && (one.recordId === undefined || one.recordId === pass.recordId),
  );
  const shown = wanted === "sent" || (wanted === undefined && sent.length > 0) ? "sent" : "data";
  const data = <PassData step={step} pass={pass} />;
  if (sent.length === 0 && step.type !== "destination") return data;
  return (
    <Tabs
      label={t("label")}
      tabs={[
        {
          id: "sent",
          label: t("sent"),
          content: <PassSent step={step} sent={sent} refusal={refusalOf(pass)} />,
        },
        { id: "data", label: t("data"), content: data },
      ]}
      selected={shown}
      onSelect={(id) => void navigate({ search: (before) => ({ ...before, tab: id }), replace: true })}
      className="grow"
      panelClassName="flex flex-col"
    />
  );
}
