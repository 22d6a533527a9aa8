import type { Json } from "@trasvase/shared/json.ts";
import { useTranslations } from "use-intl";
import type { Connection } from "../document/definitions.ts";
import { useSession } from "../document/flow-editing.tsx";
import { shorten } from "../expression/shorten.ts";
import { tableOf } from "../panel/table-of.ts";
import { classNames } from "../ui/class-names.ts";
import { popoverClassName } from "../ui/option-row.ts";
import { usePreview } from "./preview-context.tsx";
import { placeOnWay } from "./record-way.ts";
import { useRecordsOfEdge } from "./use-passes.ts";

/** Fields that fit beside the canvas without hiding it. */
const mostFields = 8;

/** A record in a few lines, as it passes along a connection. Nothing in it can be pressed. */
export function RecordPeek({ edge }: { edge: Connection }) {
  const t = useTranslations("panel.edge");
  const hasSample = usePreview((state) => state.sample !== undefined);
  const looked = useSession((state) => state.record);
  const { records, ids, stale } = useRecordsOfEdge(edge);
  if (!hasSample) return null;
  const at = placeOnWay(ids, looked);
  const record = records[at];
  return (
    <div
      role="status"
      className={classNames(
        popoverClassName,
        "w-72 overflow-hidden text-sm",
        stale && "border-dotted border-ink-3",
      )}
    >
      <p className="flex justify-between gap-2 border-b border-line px-3 py-1 text-ink-2">
        <span>{t("count", { count: records.length })}</span>
        {records.length > 1 && <span className="tabular-nums">{t("place", { at: at + 1 })}</span>}
      </p>
      {record !== undefined && <Fields record={record} />}
      {record !== undefined && <p className="px-3 pb-1.5 text-xs text-ink-3">{t("keep")}</p>}
    </div>
  );
}

function Fields({ record }: { record: Json }) {
  const t = useTranslations("panel.edge");
  const view = useTranslations("panel.view");
  const { rows } = tableOf([record]);
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-0.5 px-3 py-1.5">
      {rows.slice(0, mostFields).map(({ id, name, cells: [value] }) => (
        <div key={id} className="contents">
          <dt className="truncate text-ink-2">{name === "" ? "$" : name}</dt>
          <dd className="truncate">
            {value === "" && <span className="text-ink-3 italic">{view("emptyText")}</span>}
            {value !== undefined &&
              value !== "" &&
              (typeof value === "string" ? value.slice(0, 80) : shorten(value))}
          </dd>
        </div>
      ))}
      {rows.length > mostFields && (
        <p className="col-span-2 text-xs text-ink-3">{t("more", { count: rows.length - mostFields })}</p>
      )}
    </dl>
  );
}
