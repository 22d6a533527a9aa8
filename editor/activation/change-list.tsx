import { Link } from "@tanstack/react-router";
import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { Change } from "@trasvase/shared/contract/activation.ts";
import { limitNames } from "@trasvase/shared/expression/limits.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { type NodeType, nodeTypes } from "@trasvase/shared/node.ts";
import { ArrowRight, Gauge, Minus, Plus, Spline, Table2, Tag } from "lucide-react";
import { useTranslations } from "use-intl";
import { fieldTitle } from "../form/field-title.ts";
import { Badge } from "../ui/badge.tsx";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { DiffText } from "./diff-text.tsx";

export interface ChangeListProps {
  flow: string;
  /** The graphs compared, which say what type a step is. */
  graphs: readonly Json[];
  changes: readonly Change[];
  /** Names lead to the step in the draft; not for versions of the past, whose steps may be gone. */
  linked?: boolean;
}

/** What a person would say changed, step by step, with the texts before and after. */
export function ChangeList({ flow, graphs, changes, linked = true }: ChangeListProps) {
  const types = typesOf(graphs);
  return (
    <ul className="flex flex-col">
      {changes.map((change) => (
        <ChangeRow
          key={`${change.kind} ${change.what} ${change.name}`}
          flow={flow}
          change={change}
          type={types.get(change.name)}
          linked={linked}
        />
      ))}
    </ul>
  );
}

function typesOf(graphs: readonly Json[]): ReadonlyMap<string, NodeType | undefined> {
  const nodes = graphs.flatMap((graph) => Object.entries(parseGraph(graph).graph?.nodes ?? {}));
  return new Map(nodes.map(([name, { type }]) => [name, nodeTypes.find((known) => known === type)]));
}

interface ChangeRowProps {
  flow: string;
  change: Change;
  type: NodeType | undefined;
  linked: boolean;
}

function ChangeRow({ flow, change, type, linked }: ChangeRowProps) {
  const t = useTranslations("activation.changes");
  const { kind, what, name, title, fields } = change;
  const leads = linked && what === "step" && kind !== "removed";
  return (
    <li className="flex flex-col gap-2 border-b border-line py-2 first:pt-0 last:border-b-0">
      <div className="flex min-w-0 items-center gap-2">
        <ChangeGlyph change={change} type={type} />
        {leads ? (
          <Link
            to="/flows/$flow"
            params={{ flow }}
            search={{ node: name }}
            className="focus-ring min-w-0 truncate rounded-3 font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            {title}
          </Link>
        ) : (
          <span className="min-w-0 truncate font-medium">{title}</span>
        )}
        <span className="grow text-sm text-ink-2">{t(`what.${what}`)}</span>
        <KindBadge kind={kind} />
      </div>
      {fields.length > 0 && (
        <dl className="flex flex-col gap-2 pl-7">
          {fields.map(({ field, before, after }) => (
            <div key={field} className="flex flex-col gap-1">
              <dt className="text-sm text-ink-2">
                <FieldName what={what} type={type} field={field} />
              </dt>
              <dd>
                <DiffText before={before} after={after} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function FieldName({
  what,
  type,
  field,
}: {
  what: Change["what"];
  type: NodeType | undefined;
  field: string;
}) {
  const t = useTranslations("activation.changes");
  const limits = useTranslations("code.limits.name");
  const row = what === "table" && /^rows\.(.*)$/s.exec(field)?.[1];
  if (row) return t("tableRow", { from: row });
  const limit = what === "limits" && limitNames.find((name) => name === field);
  if (limit) return limits(limit);
  return what === "step" ? fieldTitle(type && nodeCatalog[type], field) : field;
}

function ChangeGlyph({ change, type }: { change: Change; type: NodeType | undefined }) {
  const icons = { edge: Spline, table: Table2, limits: Gauge, name: Tag, trigger: ArrowRight };
  if (change.what === "step") return <KindGlyph type={type ?? "note"} size={20} />;
  const Glyph = icons[change.what];
  return <Glyph aria-hidden size={18} className="mx-px shrink-0 text-ink-3" />;
}

function KindBadge({ kind }: { kind: Change["kind"] }) {
  const t = useTranslations("activation.changes.kind");
  return (
    <Badge tone={kind === "added" ? "accent" : "neutral"}>
      <span className="inline-flex items-center gap-1">
        {kind === "added" && <Plus aria-hidden size={12} />}
        {kind === "removed" && <Minus aria-hidden size={12} />}
        {t(kind)}
      </span>
    </Badge>
  );
}
