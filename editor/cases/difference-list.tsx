import type { CaseRow } from "@trasvase/shared/contract/case.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { nodeTypes } from "@trasvase/shared/node.ts";
import { useTranslations } from "use-intl";
import { KindGlyph } from "../ui/kind-glyph.tsx";

type Difference = CaseRow["differences"][number];

/** What differs from what is expected, step by step and field by field. */
export function DifferenceList({
  differences,
  graph,
}: {
  differences: readonly Difference[];
  graph: Graph | undefined;
}) {
  const t = useTranslations("cases.differences");
  const steps = [...new Set(differences.map((one) => one.step))];
  return (
    <div className="flex flex-col gap-4">
      {steps.map((step) => {
        const node = graph?.nodes[step];
        const type = nodeTypes.find((known) => known === node?.type) ?? "note";
        return (
          <section key={step} aria-label={node?.title ?? step} className="flex flex-col gap-1">
            <h4 className="flex items-center gap-2 font-medium">
              <KindGlyph type={type} size={18} />
              {node?.title ?? step}
            </h4>
            <div className="overflow-x-auto">
              <table className="w-full border-collapse text-sm">
                <thead>
                  <tr className="border-b border-line text-left text-ink-2">
                    <th className="w-1/4 py-1 pr-3 font-normal">{t("field")}</th>
                    <th className="py-1 pr-3 font-normal">{t("expected")}</th>
                    <th className="py-1 font-normal">{t("actual")}</th>
                  </tr>
                </thead>
                <tbody>
                  {differences
                    .filter((one) => one.step === step)
                    .map((one) => (
                      <DifferenceRow key={`${one.what} ${one.record} ${one.path}`} difference={one} />
                    ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
    </div>
  );
}

function DifferenceRow({ difference }: { difference: Difference }) {
  const t = useTranslations("cases.differences");
  const { actual, expected, path, record, what } = difference;
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="py-1 pr-3 text-left font-normal break-words">
        {what === "output" && path !== "" ? <code>{path}</code> : t(`what.${what}`)}
        {record !== undefined && <span className="text-ink-2"> {t("record", { record: record + 1 })}</span>}
      </th>
      <td className="py-1 pr-3">
        <Value value={expected} className="text-err" />
      </td>
      <td className="py-1">
        <Value value={actual} className="text-ok" />
      </td>
    </tr>
  );
}

function Value({ value, className }: { value: Json | undefined; className: string }) {
  const t = useTranslations("cases.differences");
  if (value === undefined) return <span className="text-ink-2">{t("absent")}</span>;
  return (
    <code className={`break-all whitespace-pre-wrap ${className}`}>
      {JSON.stringify(value, undefined, 1)}
    </code>
  );
}
