import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { titleOf } from "../document/definitions.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { shorten } from "../expression/shorten.ts";
import { connectorOf, resourceOfConfig } from "../form/resource-of.ts";
import { useConnectionTitles } from "../palette/connection-titles.ts";
import { AskedAt } from "./asked-at.tsx";

export interface DryRunFactsProps {
  node: string;
  dryRun: DryRunRow;
  askedAt: string | undefined;
}

/** How the record was looked for and what it would cost. */
export function DryRunFacts({ node, dryRun, askedAt }: DryRunFactsProps) {
  const t = useTranslations("preview.dryRun");
  const config = useDocument((state) => state.graph.nodes[node]?.config);
  const types = useDocument((state) => state.catalogue.connections);
  const title = useDocument((state) => titleOf(state.graph, node, nodeCatalog));
  const { match, matched, found, linked, requests } = dryRun;
  const resource = resourceOfConfig(config, types);
  const where = resource?.title ?? String(config?.resource ?? title);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      <Fact name={t("matchedBy")}>
        {match.length === 0 ? (
          t("noMatch")
        ) : (
          <>
            {where}:{" "}
            <span className="font-mono break-words">
              {match.map(({ field, value }) => `${field} = ${shorten(value)}`).join(", ")}
            </span>
          </>
        )}
      </Fact>
      {found !== undefined && (
        <Fact name={t("found")}>
          {matched ? (
            <code className="font-mono break-all">{matched.id}</code>
          ) : (
            t("foundCount", { count: found })
          )}
        </Fact>
      )}
      {linked !== undefined && (
        <Fact name={t("sentBefore")}>
          <code className="font-mono break-all">{linked}</code>
        </Fact>
      )}
      {askedAt !== undefined && (
        <Fact name={t("asked")}>
          <AskedAt at={askedAt} />
        </Fact>
      )}
      {(requests.length > 0 || match.length > 0) && (
        <Fact name={t("cost")}>
          {t("calls", { lookUps: match.length > 0 && found !== undefined ? 1 : 0, writes: requests.length })}
          <Allowance connection={config?.connection} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** How many calls the system allows the connection, where that is known. */
function Allowance({ connection }: { connection: unknown }) {
  const t = useTranslations("preview.dryRun");
  const known = useConnectionTitles().find((one) => one.name === connection);
  const windows = connectorOf(known?.connector)?.quota?.(known?.settings ?? {}).windows;
  if (!windows || windows.length === 0) return null;
  const allowed = windows.map(({ name, calls }) =>
    name === "minute" || name === "day"
      ? t(`allowed.${name}`, { calls })
      : t("allowed.window", { calls, name }),
  );
  return <span className="text-ink-3"> · {t("allows", { what: allowed.join(", ") })}</span>;
}
