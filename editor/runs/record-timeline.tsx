import { Link } from "@tanstack/react-router";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { elementPlaces, type RecordStep, type RecordWay } from "./record-steps.ts";

export interface RecordTimelineProps {
  record: RecordDetail;
  way: RecordWay;
  /** What is shown beside it. */
  step: RecordStep | undefined;
  pass: PassRow | undefined;
}

/** The way of a record from top to bottom; each step leads to what happened there. */
export function RecordTimeline({ record, way, step, pass }: RecordTimelineProps) {
  const t = useTranslations("runs.record");
  const format = useFormatter();
  return (
    <nav
      aria-label={t("way")}
      className="min-h-0 overflow-auto border-line px-2 py-3 max-wide:border-b wide:border-r"
    >
      <h2 className="px-2 pb-2 text-sm text-ink-2">{t("way")}</h2>
      <ol>
        {way.steps.map((one, index) => (
          <TimelineStep
            key={one.name}
            record={record}
            step={one}
            isLast={index === way.steps.length - 1}
            isShown={one.name === step?.name}
            pass={pass}
          />
        ))}
      </ol>
      {way.notReached.length > 0 && (
        <p className="px-2 pt-3 text-sm text-ink-3">
          {t("notReached", { steps: format.list(way.notReached, { type: "disjunction" }) })}
        </p>
      )}
    </nav>
  );
}

interface TimelineStepProps {
  record: RecordDetail;
  step: RecordStep;
  isLast: boolean;
  isShown: boolean;
  pass: PassRow | undefined;
}

function TimelineStep({ record, step, isLast, isShown, pass }: TimelineStepProps) {
  return (
    <li className="relative">
      {!isLast && (
        <span aria-hidden className="absolute top-8 bottom-[-8px] left-[1.1875rem] w-px bg-line-strong" />
      )}
      <Link
        to="/records/$record"
        params={{ record: record.id }}
        search={{ node: step.name }}
        replace
        aria-current={isShown ? "step" : undefined}
        className={classNames(
          "focus-ring-inset relative flex min-h-11 items-start gap-3 rounded-3 px-2 py-2 no-underline",
          isShown ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <span
          className={classNames(
            "flex size-6 shrink-0 items-center justify-center",
            isShown ? "bg-accent-soft" : "bg-canvas",
          )}
        >
          <KindGlyph type={step.type ?? "note"} size={20} />
        </span>
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="truncate font-medium">{step.title}</span>
          <StepResult step={step} />
        </span>
      </Link>
      {isShown && step.passes.length > 1 && <PassList record={record} step={step} pass={pass} />}
    </li>
  );
}

function StepResult({ step }: { step: RecordStep }) {
  const t = useTranslations("runs.record");
  const format = useFormatter();
  const isOne = step.passes.length === 1;
  const exits = step.exits.map(({ title, count }) => {
    if (step.type === "split") return t("elements", { count });
    return isOne && count === 1 ? t("exit", { exit: title }) : t("exitCount", { exit: title, count });
  });
  const words = [
    ...(isOne ? [] : [t("passes", { count: step.passes.length })]),
    ...(exits.length > 0 ? [format.list(exits, { type: "unit" })] : []),
  ];
  if (words.length === 0 && step.outcomes.length === 0) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-sm text-ink-2">
      {words.length > 0 && <span>{words.join(", ")}</span>}
      {step.outcomes.map(({ kind, count }) => (
        <span key={kind} className="inline-flex items-center gap-1">
          <OutcomeChip kind={kind} plain />
          {!isOne && <span>{format.number(count)}</span>}
        </span>
      ))}
    </span>
  );
}

/** Parts of a record listed at once; a split of a long order gives hundreds. */
const shownAtFirst = 12;

function PassList({
  record,
  step,
  pass,
}: {
  record: RecordDetail;
  step: RecordStep;
  pass: PassRow | undefined;
}) {
  const t = useTranslations("runs.record");
  const [all, setAll] = useState(false);
  const shown = all ? step.passes : step.passes.slice(0, shownAtFirst);
  return (
    <div className="pb-2 pl-11">
      <ol>
        {shown.map((one, index) => (
          <li key={one.recordId}>
            <Link
              to="/records/$record"
              params={{ record: record.id }}
              search={{ node: step.name, pass: one.recordId }}
              replace
              aria-current={one === pass ? "true" : undefined}
              className={classNames(
                "focus-ring-inset flex min-h-7 items-center gap-2 rounded-3 px-2 text-sm no-underline",
                one === pass ? "bg-sunken font-medium" : "text-ink-2 hover:bg-hover",
              )}
            >
              <span className="grow">
                <PassName pass={one} place={index + 1} />
              </span>
              {one.outcome && <OutcomeChip kind={one.outcome.kind} plain />}
            </Link>
          </li>
        ))}
      </ol>
      {shown.length < step.passes.length && (
        <Button size="sm" variant="quiet" onPress={() => setAll(true)}>
          {t("morePasses", { count: step.passes.length })}
        </Button>
      )}
    </div>
  );
}

/** What to call one of several passes: the place of its element in the list it was split from. */
export function PassName({ pass, place }: { pass: PassRow; place: number }) {
  const t = useTranslations("runs.record");
  const places = elementPlaces(pass.recordId);
  return places.length > 0 ? t("element", { places: places.join(".") }) : t("pass", { place });
}
