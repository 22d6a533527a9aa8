import type { Json } from "@trasvase/shared/json.ts";
import { ArrowRight, Equal, Minus, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { shorten } from "../../expression/shorten.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { Icon } from "../../ui/icon.ts";
import { rowId, type TargetRow } from "../target-rows.ts";
import { compareResults, type FieldDifference } from "./compare-results.ts";

export interface DifferenceListProps {
  before: Json | undefined;
  after: Json | undefined;
  beforeLabel: string;
  afterLabel: string;
  /** `after` is a part of a record: what it leaves out stays as it is. */
  isPart: boolean;
  /** For what the fields are called. */
  fields: readonly TargetRow[];
}

const glyphs: Readonly<Record<FieldDifference["kind"], Icon>> = {
  same: Equal,
  changed: ArrowRight,
  added: Plus,
  removed: Minus,
};
const tones: Readonly<Record<FieldDifference["kind"], string>> = {
  same: "text-ink-3",
  changed: "text-run",
  added: "text-ok",
  removed: "text-err",
};

/** Two results field by field, what is equal folded away. */
export function DifferenceList(props: DifferenceListProps) {
  const { before, after, beforeLabel, afterLabel, isPart, fields } = props;
  const t = useTranslations("mappingTable.result");
  const [showsSame, setShowsSame] = useState(false);
  const all = useMemo(
    () => compareResults(before, after, { showsRemoved: !isPart }),
    [before, after, isPart],
  );
  const titles = useMemo(() => new Map(fields.map((row) => [rowId(row.path), row.field?.title])), [fields]);
  const same = all.filter((one) => one.kind === "same").length;
  const shown = showsSame ? all : all.filter((one) => one.kind !== "same");
  return (
    <div className="flex min-h-0 grow flex-col">
      <p
        role="status"
        className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1 text-sm text-ink-2"
      >
        <span className="grow">{t("differences", { count: all.length - same })}</span>
        {same > 0 && (
          <Button variant="quiet" size="sm" onPress={() => setShowsSame(!showsSame)}>
            {t(showsSame ? "hideSame" : "showSame", { count: same })}
          </Button>
        )}
      </p>
      {shown.length > 0 && (
        <div className="min-h-0 grow overflow-auto">
          <table className="w-full table-fixed border-collapse text-sm">
            <thead className="sticky top-0 bg-surface text-left text-ink-2">
              <tr>
                <th className="w-[34%] border-b border-line-strong px-3 py-1 font-medium">{t("field")}</th>
                <th className="border-b border-line-strong px-2 py-1 font-medium">{beforeLabel}</th>
                <th className="border-b border-line-strong px-2 py-1 font-medium">{afterLabel}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((difference) => (
                <Row key={JSON.stringify(difference.path)} difference={difference} titles={titles} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({
  difference: { path, kind, before, after },
  titles,
}: {
  difference: FieldDifference;
  titles: ReadonlyMap<string, string | undefined>;
}) {
  const t = useTranslations("mappingTable.result");
  const Glyph = glyphs[kind];
  const names = path.filter((part) => typeof part === "string");
  const written = path.map((part) => (typeof part === "number" ? `#${part + 1}` : part)).join(" › ");
  const title = titles.get(rowId(names));
  return (
    <tr className="border-b border-line align-top">
      <th scope="row" className="px-3 py-1.5 text-left font-normal">
        <span className="flex min-w-0 items-center gap-1.5">
          <Glyph aria-hidden size={14} className={classNames("shrink-0", tones[kind])} />
          <span className="sr-only">{t(`kind.${kind}`)}</span>
          <span className="min-w-0 truncate" title={title === undefined ? written : `${title} (${written})`}>
            {written}
          </span>
        </span>
      </th>
      <Value value={before} isOld={kind === "changed" || kind === "removed"} />
      <Value value={after} isOld={false} />
    </tr>
  );
}

function Value({ value, isOld }: { value: Json | undefined; isOld: boolean }) {
  const t = useTranslations("mappingTable.sent");
  const text =
    value === undefined
      ? "–"
      : value === ""
        ? t("empty")
        : typeof value === "string"
          ? value
          : shorten(value);
  return (
    <td className="px-2 py-1.5">
      <span
        title={text}
        className={classNames(
          "block truncate",
          typeof value !== "string" && "font-mono",
          isOld && "text-ink-3 line-through decoration-1",
          (value === "" || value === undefined) && "text-ink-3",
        )}
      >
        {text}
      </span>
    </td>
  );
}
