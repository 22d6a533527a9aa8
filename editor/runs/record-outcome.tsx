import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { isFinal, type Outcome } from "@trasvase/shared/outcome.ts";
import { useFormatter, useTranslations } from "use-intl";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { countOutcomes, type RecordWay } from "./record-steps.ts";
import { type StoryKey, storyOf } from "./record-story.ts";
import { useResourceTitle } from "./resource-title.ts";

/** The answer to "what happened to it?" in a sentence or two. */
export function RecordOutcome({ record, way }: { record: RecordDetail; way: RecordWay }) {
  const t = useTranslations("runs.record.story");
  const outcomes = useTranslations("glossary.outcome");
  const format = useFormatter();
  const { key, outcome } = storyOf(record);
  const step = way.steps.find(({ name }) => name === outcome?.node)?.title ?? record.nodeTitle;
  const resourceTitle = useResourceTitle(way.graph);
  const { resource = "", id = "" } = outcome?.target ?? {};
  const ends = countOutcomes(record.leaves.map((leaf) => leaf.outcome.kind));
  const list = format.list(
    ends.map(({ kind, count }) => t("pathCount", { count, outcome: outcomes(kind).toLowerCase() })),
  );
  return (
    <div className="flex flex-col gap-2">
      <p className="max-w-[100ch] text-lg">
        {t(key, { step, resource: resourceTitle(resource), id })}{" "}
        {record.leaves.length > 1 && (
          <span className="text-ink-2">{t("paths", { count: record.leaves.length, list })}</span>
        )}
      </p>
      {needsWords(key, outcome) && (
        <ProblemMessage
          problem={{ severity: severityOf(outcome), message: outcome.message, code: outcome.code }}
          className="max-w-[100ch]"
        />
      )}
    </div>
  );
}

/** Where all went as wished the sentence says everything; otherwise the cause belongs to it. */
export function needsWords(key: StoryKey, outcome: Outcome | undefined): outcome is Outcome {
  const wentWell = key.startsWith("created") || key.startsWith("updated") || key.startsWith("unchanged");
  return outcome !== undefined && outcome.message !== "" && !wentWell;
}

/** How much an outcome asks of a person. */
export function severityOf({ kind }: Outcome): "error" | "warning" | "note" {
  if (isFinal(kind)) return "note";
  return kind === "rejected" ? "error" : "warning";
}
