import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { ConditionExplained } from "../preview/condition-explained.tsx";
import type { PreviewPass } from "../preview/preview-job.ts";
import { classNames } from "../ui/class-names.ts";
import { SamplesPassing } from "./samples-passing.tsx";

/** Each branch of a router in order: what its condition said, which one the record took, which were never asked. */
export function BranchesExplained({
  node,
  pass,
  stale,
}: {
  node: string;
  pass: PreviewPass;
  stale: boolean;
}) {
  const t = useTranslations("panel.branches");
  const config = useDocument((state) => state.graph.nodes[node]?.config);
  const branches = readBranches(config?.branches);
  const takesFirst = config?.mode !== "all";
  const taken = new Set(pass.outputs.map((output) => output.port));
  return (
    <ol className="flex max-h-[60%] shrink-0 flex-col overflow-auto border-b border-line">
      {branches.map(({ name, field }, index) => {
        const verdict = pass.verdicts.find((one) => one.field === field);
        const clauses = pass.clauses?.[field];
        return (
          <li
            key={field}
            className={classNames(
              "border-t border-line px-3 py-1.5 first:border-t-0",
              !verdict && "opacity-70",
            )}
          >
            <p className="flex items-baseline gap-2">
              <span className="text-sm text-ink-3">{index + 1}</span>
              <span className={classNames("font-medium", taken.has(name) && "text-ok")}>{name}</span>
              <span className="text-sm text-ink-2">
                {verdict
                  ? taken.has(name)
                    ? takesFirst
                      ? t("firstMatch")
                      : t("taken")
                    : t("noMatch")
                  : t("notAsked")}
              </span>
              <SamplesPassing node={node} port={name} className="ml-auto" />
            </p>
            {verdict && clauses && <ConditionExplained clauses={clauses} stale={stale} />}
          </li>
        );
      })}
      {taken.has("otherwise") && (
        <li className="border-t border-line px-3 py-1.5">
          <span className="font-medium text-ok">{t("otherwise")}</span>{" "}
          <span className="text-sm text-ink-2">{t("otherwiseWhy")}</span>{" "}
          <SamplesPassing node={node} port="otherwise" />
        </li>
      )}
    </ol>
  );
}

function readBranches(value: Json | undefined): readonly { readonly name: string; readonly field: string }[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: Json, index) => ({
    name: isJsonObject(one) ? String(one.name ?? "") : "",
    field: `branches[${index}].when`,
  }));
}
