import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useNow, useTranslations } from "use-intl";
import { usePage } from "../shell/page.tsx";
import { flowListQuery } from "../shell/rail-counts.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";
import { arrangeFlows, type FlowFilter, flowFilters } from "./arrange-flows.ts";
import { useFlowColumns } from "./flow-columns.tsx";
import { NewFlowButton } from "./new-flow-button.tsx";
import { useCreateFlow } from "./use-create-flow.ts";

/** The first screen: every flow, how it stands, and what needs attention. */
export function FlowsPage() {
  const t = useTranslations("flows");
  const now = useNow();
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<FlowFilter>("all");
  const columns = useFlowColumns();
  const flows = useQuery(flowListQuery);
  usePage([{ label: t("title") }]);

  if (flows.isPending) return <SkeletonRows rows={8} />;
  if (flows.isError) {
    return (
      <EmptyState
        size="page"
        title={t("failed")}
        why={flows.error.message}
        action={<Button onPress={() => void flows.refetch()}>{t("tryAgain")}</Button>}
      />
    );
  }
  const { rows } = flows.data;
  if (rows.length === 0) return <FirstFlow />;
  const clear = () => {
    setText("");
    setFilter("all");
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-3 px-4 py-3">
        <h1 className="mr-auto text-xl">{t("title")}</h1>
        <SearchField label={t("search")} value={text} onChange={setText} className="w-64" />
        <SegmentedControl
          label={t("filter")}
          segments={flowFilters.map((id) => ({ id, label: t(`filters.${id}`) }))}
          selected={filter}
          onSelect={setFilter}
        />
        <NewFlowButton />
      </header>
      <Table
        label={t("list")}
        columns={columns}
        rows={arrangeFlows(rows, { text, filter, now: now.getTime() })}
        href={(flow) => `/flows/${flow.id}`}
        className="grow border-t border-line"
        empty={
          <EmptyState
            title={t("nothingFits.title")}
            why={t("nothingFits.why")}
            action={<Button onPress={clear}>{t("nothingFits.clear")}</Button>}
          />
        }
      />
    </div>
  );
}

function FirstFlow() {
  const t = useTranslations("flows.empty");
  const navigate = useNavigate();
  const create = useCreateFlow();
  return (
    <EmptyState
      size="page"
      title={t("title")}
      why={t("why")}
      action={
        <Button variant="primary" onPress={() => void navigate({ to: "/templates" })}>
          {t("template")}
        </Button>
      }
      second={
        <Button isPending={create.isPending} onPress={() => create.mutate({})}>
          {t("own")}
        </Button>
      }
    />
  );
}
