import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { Lock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { hasField } from "./has-field.ts";
import { RequestView } from "./request-view.tsx";

type WriteKind = "create" | "update";
type Write = NonNullable<DryRunRow["writes"]["create"]>;

export interface DryRunRequestsProps {
  node: string;
  dryRun: DryRunRow;
  /** The record on its way. */
  outgoing: Json;
}

/**
 * The exact requests: those of what was decided, and those of the other kind of write, so that what an update leaves out is seen
 * before there is anything to update.
 */
export function DryRunRequests({ node, dryRun, outgoing }: DryRunRequestsProps) {
  const t = useTranslations("preview.dryRun");
  const createOnly = useCreateOnly(node, outgoing);
  const kinds = (["create", "update"] as const).filter((kind) => dryRun.writes[kind] !== undefined);
  const decided = kinds.find((kind) => kind === dryRun.decision);
  const [chosen, setChosen] = useState<WriteKind>();
  const kind = kinds.find((one) => one === chosen) ?? decided ?? kinds[0];
  const write = kind === undefined ? undefined : dryRun.writes[kind];
  if (!kind || !write) return null;
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="text-sm">{t("requests", { count: write.requests.length })}</h4>
        {kinds.length > 1 && (
          <SegmentedControl
            label={t("kindOfWrite")}
            segments={kinds.map((id) => ({
              id,
              label: t(decided === id ? `would.${id}` : `other.${id}`),
            }))}
            selected={kind}
            onSelect={setChosen}
          />
        )}
      </div>
      {kind !== decided && <p className="text-sm text-ink-2">{t(`not.${kind}`)}</p>}
      {createOnly.length > 0 && kinds.length > 1 && <CreateOnly kind={kind} fields={createOnly} />}
      <Requests write={write} marked={kind === "create" ? createOnly : []} />
    </section>
  );
}

function Requests({ write, marked }: { write: Write; marked: readonly string[] }) {
  const t = useTranslations("preview.dryRun");
  if (write.refused !== undefined) return <p className="text-sm text-err">{write.refused}</p>;
  if (write.requests.length === 0) return <p className="text-sm text-ink-2">{t("nothingLeft")}</p>;
  return write.requests.map((request, index) => (
    <RequestView
      // biome-ignore lint/suspicious/noArrayIndexKey: requests have no identity but their order
      key={index}
      request={request}
      place={write.requests.length > 1 ? index + 1 : undefined}
      marked={marked}
    />
  ));
}

function CreateOnly({ kind, fields }: { kind: WriteKind; fields: readonly string[] }) {
  const t = useTranslations("preview.dryRun");
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm text-ink-2">
      <Lock aria-hidden size={12} className="self-center" />
      {t(`createOnly.${kind}`)}
      {fields.map((field) => (
        <code
          key={field}
          className={kind === "create" ? "bg-note px-1 font-mono text-ink" : "font-mono line-through"}
        >
          {field}
        </code>
      ))}
    </p>
  );
}

/** The fields of the record that only a create sends. */
function useCreateOnly(node: string, outgoing: Json): readonly string[] {
  const listed = useDocument((state) => state.graph.nodes[node]?.config.createOnly);
  if (!Array.isArray(listed)) return [];
  return listed.filter((path): path is string => typeof path === "string" && hasField(outgoing, path));
}
