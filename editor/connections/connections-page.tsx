import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { useTranslations } from "use-intl";
import { connectorOf } from "../form/resource-of.ts";
import { usePage } from "../shell/page.tsx";
import { connectionListQuery } from "../shell/rail-counts.ts";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Table, type TableColumn } from "../ui/table.tsx";
import { ConnectionStateChip } from "./connection-state.tsx";
import { ConnectorCards } from "./connector-cards.tsx";
import { NewConnection } from "./new-connection.tsx";
import { NewConnectionButton } from "./new-connection-button.tsx";

const route = getRouteApi("/connections");

/** Every account of every system that flows use, and how it stands (CON-1). With a type in the address: a new one of it. */
export function ConnectionsPage() {
  const t = useTranslations("shell.page");
  const { connector } = route.useSearch();
  const definition = connectorOf(connector);
  usePage(
    definition
      ? [{ label: t("connections"), href: "/connections" }, { label: definition.title }]
      : [{ label: t("connections") }],
  );
  const connections = useQuery(connectionListQuery);
  if (!connections.data) {
    return (
      <UnreadyPage
        title={t("connections")}
        error={connections.error}
        onRetry={() => void connections.refetch()}
      />
    );
  }
  const { rows } = connections.data;
  if (definition) return <NewConnection key={definition.type} definition={definition} existing={rows} />;
  return <ConnectionList rows={rows} />;
}

function ConnectionList({ rows }: { rows: readonly ConnectionRow[] }) {
  const t = useTranslations("connections");
  const columns = useConnectionColumns();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-3 px-4 py-3">
        <h1 className="mr-auto text-xl">{t("title")}</h1>
        {rows.length > 0 && <NewConnectionButton />}
      </header>
      {rows.length === 0 ? (
        <div className="flex flex-col gap-4 border-t border-line px-4 py-6">
          <p className="text-ink-2">{t("none")}</p>
          <ConnectorCards />
        </div>
      ) : (
        <Table
          label={t("list")}
          columns={columns}
          rows={rows.map((row) => ({ ...row, id: row.name }))}
          href={(row) => `/connections/${encodeURIComponent(row.name)}`}
          empty={null}
          className="grow border-t border-line"
        />
      )}
    </div>
  );
}

type ConnectionTableRow = ConnectionRow & { id: string };

function useConnectionColumns(): readonly TableColumn<ConnectionTableRow>[] {
  const t = useTranslations("connections");
  return [
    {
      id: "connection",
      title: t("column.connection"),
      isRowHeader: true,
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-3">
          <ConnectorGlyph connector={row.connector} title={systemOf(row)} size={24} />
          <span className="truncate font-medium">{row.title}</span>
        </span>
      ),
    },
    { id: "system", title: t("column.system"), width: "12rem", cell: (row) => systemOf(row) },
    {
      id: "name",
      title: t("column.name"),
      width: "14rem",
      cell: (row) => <code className="text-sm text-ink-2">{row.name}</code>,
    },
    {
      id: "state",
      title: t("column.state"),
      width: "10rem",
      cell: (row) => (
        <span title={row.stateMessage || undefined}>
          <ConnectionStateChip state={row.state} plain />
        </span>
      ),
    },
    {
      id: "checked",
      title: t("column.checked"),
      width: "10rem",
      cell: (row) =>
        row.checkedAt ? (
          <RelativeTime at={row.checkedAt} />
        ) : (
          <span className="text-ink-3">{t("never")}</span>
        ),
    },
    {
      id: "flows",
      title: t("column.flows"),
      align: "end",
      width: "8rem",
      cell: (row) =>
        row.flows.length === 0 ? (
          <span className="text-ink-3">{t("usedBy", { count: 0 })}</span>
        ) : (
          <span title={row.flows.map((flow) => flow.name).join("\n")}>
            {t("usedBy", { count: row.flows.length })}
          </span>
        ),
    },
  ];
}

function systemOf({ connector }: ConnectionRow): string {
  return connectorOf(connector)?.title ?? connector;
}
