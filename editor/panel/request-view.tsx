import type { OutgoingRequest } from "@trasvase/shared/connector.ts";
import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import { useTranslations } from "use-intl";
import { CopyButton } from "../ui/copy-button.tsx";
import { JsonText } from "../ui/json-text.tsx";
import { printCurl } from "./print-curl.ts";

export interface RequestViewProps {
  request: DryRunRow["requests"][number];
  /** Its place when there are several, counted from 1: they leave in this order. */
  place?: number | undefined;
  /** Fields of the body to mark, by dotted path. */
  marked?: readonly string[];
}

/** One request exactly as it would leave, secrets masked, to read and to copy as curl. */
export function RequestView({ request, place, marked = [] }: RequestViewProps) {
  const t = useTranslations("preview.dryRun");
  const { method, url, headers, body } = request;
  const outgoing: OutgoingRequest = { method, url, headers, body };
  return (
    <article className="overflow-hidden rounded-6 border border-line">
      <header className="flex items-start gap-2 border-b border-line bg-sunken py-1 pr-1 pl-3">
        {place !== undefined && <span className="py-0.5 text-sm text-ink-3">{place}</span>}
        <code className="min-w-0 grow py-0.5 text-sm break-all">
          <strong className="font-bold">{method}</strong> {url}
        </code>
        <CopyButton text={() => printCurl(outgoing)} label={t("copyCurl")} shown="cURL" />
      </header>
      {Object.keys(headers).length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 border-b border-line px-3 py-1.5 font-mono text-xs">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {body !== undefined && (
        <JsonText
          value={body}
          label={t("body")}
          className="max-h-80"
          {...(marked.length > 0 ? { isMarked: (path: string) => endsInField(path, marked) } : {})}
        />
      )}
    </article>
  );
}

/** Whether a place in the body is one of the fields, or inside one. A system may wrap the record into something of its own. */
function endsInField(path: string, fields: readonly string[]): boolean {
  return fields.some((field) => `.${path}.`.includes(`.${field}.`));
}
