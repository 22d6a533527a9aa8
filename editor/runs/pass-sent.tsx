import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { printCurl } from "../panel/print-curl.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { JsonTree } from "../ui/json-tree.tsx";
import { Select } from "../ui/select.tsx";
import { Side, Sides } from "./pass-data.tsx";
import type { RecordStep } from "./record-steps.ts";

type Sent = RecordDetail["sent"][number];

/** What was really sent to a system and what it answered. */
export function PassSent({
  step,
  sent,
  refusal,
}: {
  step: RecordStep;
  sent: readonly Sent[];
  /** What the system said instead of giving a record back. */
  refusal: string | undefined;
}) {
  const t = useTranslations("runs.record.sent");
  const [place, setPlace] = useState(sent.length - 1);
  const shown = sent[Math.min(place, sent.length - 1)];
  if (!shown) return <p className="px-4 py-6 text-ink-2">{t("noRequest")}</p>;
  const options = sent.map((_, index) => ({
    id: String(index),
    label: t("several", { place: index + 1, count: sent.length }),
  }));
  return (
    <Sides
      first={<RequestSide step={step} sent={shown} />}
      second={
        <Side
          title={t("answer")}
          end={
            sent.length > 1 && (
              <Select
                label={t("answer")}
                hideLabel
                options={options}
                value={String(Math.min(place, sent.length - 1))}
                onChange={(id) => setPlace(Number(id))}
                className="w-32"
              />
            )
          }
        >
          {shown.answer === null ? (
            <p className="p-3 text-ink-2">{refusal ?? t("noRecord")}</p>
          ) : (
            <JsonTree value={shown.answer} label={t("answerOf", { step: step.title })} className="grow" />
          )}
        </Side>
      }
    />
  );
}

function RequestSide({ step, sent: { request, at } }: { step: RecordStep; sent: Sent }) {
  const t = useTranslations("runs.record.sent");
  const format = useFormatter();
  if (!request) {
    return (
      <Side title={t("request")}>
        <p className="p-3 text-ink-2">{t("noRequest")}</p>
      </Side>
    );
  }
  const time = at && format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
  const headers = Object.entries(request.headers);
  return (
    <Side
      title={t("request")}
      remark={time && t("at", { time })}
      end={<CopyButton text={() => printCurl({ ...request, body: request.body })} label={t("copyCurl")} />}
    >
      <div className="shrink-0 border-b border-line px-3 py-2">
        <code className="text-sm break-all">
          <b>{request.method}</b> {request.url}
        </code>
        {headers.length > 0 && (
          <details className="mt-1 text-sm text-ink-2">
            <summary className="focus-ring w-fit cursor-default rounded-3">
              {t("headers")} {headers.length} · {t("masked")}
            </summary>
            <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 font-mono text-sm">
              {headers.map(([name, value]) => (
                <HeaderLine key={name} name={name} value={value} />
              ))}
            </dl>
          </details>
        )}
      </div>
      {request.body === undefined ? (
        <p className="p-3 text-sm text-ink-3">{t("noBody")}</p>
      ) : (
        <JsonTree value={request.body} label={t("requestOf", { step: step.title })} className="grow" />
      )}
    </Side>
  );
}

function HeaderLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="break-all text-ink">{value}</dd>
    </>
  );
}
