import type { CaseRow } from "@trasvase/shared/contract/case.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import { CheckCheck, Pencil, RadioTower, Trash2 } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { StandInsMark } from "../samples/stand-ins-mark.tsx";
import { Button } from "../ui/button.tsx";
import { JsonTree } from "../ui/json-tree.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { CaseState } from "./case-state.tsx";
import { DifferenceList } from "./difference-list.tsx";
import { EditExpectations } from "./edit-expectations.tsx";
import { useCaseActions } from "./use-case-actions.ts";

/** One case: what differs, what is expected, its record, and what can be done about it. */
export function CaseDetail({ flow, row, graph }: { flow: string; row: CaseRow; graph: Graph | undefined }) {
  const t = useTranslations("cases");
  const format = useFormatter();
  const { accept, change, record, remove } = useCaseActions(flow, row);
  const [isEditing, setEditing] = useState(false);
  return (
    <section
      aria-label={row.name}
      className="flex min-h-0 min-w-0 flex-col gap-5 overflow-auto px-4 py-4 narrow:px-6"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="min-w-0 truncate text-lg">{row.name}</h2>
        <CaseState ok={row.ok} />
        <span className="grow text-sm text-ink-2">
          <code>{row.key}</code> ·{" "}
          {t("readAt", {
            at: format.dateTime(new Date(row.readAt), { dateStyle: "medium", timeStyle: "short" }),
          })}{" "}
          · {t("answers", { count: row.answers })}
        </span>
      </header>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={CheckCheck}
          isDisabled={row.differences.length === 0 || row.observed === undefined}
          isPending={accept.isPending}
          onPress={() => accept.mutate()}
        >
          {t("accept")}
        </Button>
        <Button icon={Pencil} onPress={() => setEditing(true)}>
          {t("edit.open")}
        </Button>
        <Button icon={RadioTower} isPending={record.isPending} onPress={() => record.mutate()}>
          {t("record")}
        </Button>
        <Button variant="quiet" icon={Trash2} isPending={remove.isPending} onPress={() => remove.mutate()}>
          {t("remove")}
        </Button>
      </div>
      {row.problem !== undefined && (
        <ProblemMessage live problem={{ severity: "error", message: row.problem }} />
      )}
      <div role="status">
        {row.differences.length > 0 ? (
          <DifferenceList differences={row.differences} graph={graph} />
        ) : (
          row.ok && <p className="text-ink-2">{t("asExpected")}</p>
        )}
      </div>
      <Expected row={row} graph={graph} />
      <section aria-label={t("input")} className="flex flex-col gap-2">
        <h3 className="flex items-center gap-2">
          {t("input")} <StandInsMark />
        </h3>
        <JsonTree value={row.input} label={t("input")} bare />
      </section>
      {isEditing && (
        <EditExpectations
          row={row}
          change={change}
          onClose={() => {
            change.reset();
            setEditing(false);
          }}
        />
      )}
    </section>
  );
}

/** What the case looks at, in a few words; the values are in the differences and in the editor of expectations. */
function Expected({ row, graph }: { row: CaseRow; graph: Graph | undefined }) {
  const t = useTranslations("cases.expected");
  const titleOf = (step: string) => graph?.nodes[step]?.title ?? step;
  const { decisions, fields, outcomes, outputs } = row.expect;
  const lines = [
    ...Object.entries(outputs ?? {}).map(([step]) => t("whole", { step: titleOf(step) })),
    ...Object.entries(fields ?? {}).map(([step, { paths }]) =>
      t("fields", { step: titleOf(step), fields: paths.join(", ") }),
    ),
    ...Object.entries(decisions ?? {}).map(([step, decided]) =>
      t("decision", { step: titleOf(step), decision: decided.join(", ") }),
    ),
    ...(outcomes ?? []).map(({ outcome, step }) => t("outcome", { step: titleOf(step), outcome })),
  ];
  return (
    <section aria-label={t("title")} className="flex flex-col gap-1">
      <h3>{t("title")}</h3>
      {lines.length === 0 ? (
        <p className="text-ink-2">{t("nothing")}</p>
      ) : (
        <ul className="flex list-disc flex-col gap-0.5 pl-5 text-sm text-ink-2">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
