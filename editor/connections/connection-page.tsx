import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { useTranslations } from "use-intl";
import { connectorOf } from "../form/resource-of.ts";
import { api, signalled, take } from "../shell/api.ts";
import { usePage } from "../shell/page.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionStateChip } from "./connection-state.tsx";
import { ConnectionTest } from "./connection-test.tsx";
import { DeleteConnection } from "./delete-connection.tsx";
import { UsedBy } from "./used-by.tsx";

const route = getRouteApi("/connections/$name");

/** One connection: its settings and secrets, whether it works and where it fails, and which flows need it. */
export function ConnectionPage() {
  const t = useTranslations("shell.page");
  const { name } = route.useParams();
  const connection = useQuery({
    queryKey: queryKeys.connection(name),
    queryFn: ({ signal }) => take(api.connections[":name"].$get({ param: { name } }, signalled(signal))),
  });
  usePage([
    { label: t("connections"), href: "/connections" },
    { label: connection.data?.title ?? t("connection") },
  ]);
  if (!connection.data) {
    return (
      <UnreadyPage
        title={t("connection")}
        error={connection.error}
        onRetry={() => void connection.refetch()}
      />
    );
  }
  return <OpenConnection key={name} connection={connection.data} />;
}

function OpenConnection({ connection }: { connection: ConnectionRow }) {
  const t = useTranslations("connections");
  const definition = connectorOf(connection.connector);
  const system = definition?.title ?? connection.connector;
  return (
    <div className="flex flex-col gap-4 px-4 py-4 narrow:px-8">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <ConnectorGlyph connector={connection.connector} title={system} />
        <div className="mr-auto min-w-0">
          <h1 className="truncate text-xl">{connection.title}</h1>
          <p className="text-sm text-ink-2">
            {system} · <code>{connection.name}</code>
          </p>
        </div>
        <ConnectionStateChip state={connection.state} />
        <DeleteConnection connection={connection} />
      </header>
      {connection.state === "broken" && connection.stateMessage !== "" && (
        <ProblemMessage
          problem={{ severity: "error", message: connection.stateMessage }}
          className="max-w-[100ch]"
        />
      )}
      <div className="grid gap-x-12 gap-y-8 border-t border-line pt-4 wide:grid-cols-[minmax(0,36rem)_minmax(0,1fr)]">
        {definition ? (
          <ConnectionForm connection={connection} definition={definition} />
        ) : (
          <p className="text-ink-2">{t("unknownConnector", { connector: connection.connector })}</p>
        )}
        <div className="flex max-w-xl flex-col gap-8">
          <ConnectionTest connection={connection} />
          <UsedBy connection={connection} />
        </div>
      </div>
    </div>
  );
}
