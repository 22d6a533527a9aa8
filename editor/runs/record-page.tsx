import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { usePage } from "../shell/page.tsx";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { PassDetail } from "./pass-detail.tsx";
import { RecordHeader } from "./record-header.tsx";
import { recordQuery } from "./record-query.ts";
import { passToShow, type RecordWay, recordWay, stepToShow } from "./record-steps.ts";
import { RecordTimeline } from "./record-timeline.tsx";

const route = getRouteApi("/records/$record");

/** What happened to one record: what was read, every step it took, what was sent, what came of it (RUN-4). */
export function RecordPage() {
  const t = useTranslations("shell.page");
  const { record: id } = route.useParams();
  const record = useQuery(recordQuery(id));
  usePage([
    { label: t("runs"), href: "/runs" },
    { label: t("records"), href: "/records" },
    { label: record.data?.key ?? t("record") },
  ]);
  if (!record.data) {
    return <UnreadyPage title={t("record")} error={record.error} onRetry={() => void record.refetch()} />;
  }
  return <RecordStory record={record.data} />;
}

function RecordStory({ record }: { record: RecordDetail }) {
  const way = useMemo(() => recordWay(record), [record]);
  return (
    <div className="flex min-h-full flex-col wide:h-full">
      <RecordHeader record={record} way={way} />
      <div className="grid min-h-0 grow border-t border-line wide:grid-cols-[22rem_minmax(0,1fr)]">
        <RecordBody record={record} way={way} />
      </div>
    </div>
  );
}

function RecordBody({ record, way }: { record: RecordDetail; way: RecordWay }) {
  const search = route.useSearch();
  const step = way.steps.find(({ name }) => name === search.node) ?? stepToShow(way.steps);
  const pass =
    step?.passes.find(({ recordId }) => recordId === search.pass) ?? passToShow(step?.passes ?? []);
  return (
    <>
      <RecordTimeline record={record} way={way} step={step} pass={pass} />
      {step && pass && <PassDetail key={pass.recordId + step.name} record={record} step={step} pass={pass} />}
    </>
  );
}
