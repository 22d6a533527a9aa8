import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Flow, VersionRow } from "@trasvase/shared/contract/flow.ts";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { usePage } from "../shell/page.tsx";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { flowQuery } from "./flow-query.ts";
import { VersionDetail } from "./version-detail.tsx";

const route = getRouteApi("/flows/$flow/versions");

/** Every version a flow ever had: when, why, what changed, and the way back to it (ACT-5). */
export function VersionsPage() {
  const t = useTranslations("activation.versions");
  const page = useTranslations("shell.page");
  const { flow: id } = route.useParams();
  const flow = useQuery(flowQuery(id));
  usePage([
    { label: page("flows"), href: "/" },
    { label: flow.data?.name ?? page("flow"), href: `/flows/${id}` },
    { label: page("versions") },
  ]);
  if (!flow.data) {
    return <UnreadyPage title={page("versions")} error={flow.error} onRetry={() => void flow.refetch()} />;
  }
  const [newest] = flow.data.versions;
  return (
    <div className="flex min-h-full flex-col wide:h-full">
      <header className="shrink-0 px-4 py-3">
        <h1 className="text-xl">{t("title", { flow: flow.data.name })}</h1>
      </header>
      {newest ? <Versions flow={flow.data} newest={newest} /> : <NoVersion flow={flow.data} />}
    </div>
  );
}

function Versions({ flow, newest }: { flow: Flow; newest: VersionRow }) {
  const t = useTranslations("activation.versions");
  const [number, setNumber] = useState(newest.number);
  const shown = flow.versions.find((version) => version.number === number) ?? newest;
  return (
    <div className="grid min-h-0 grow border-t border-line wide:grid-cols-[22rem_minmax(0,1fr)]">
      <ol
        aria-label={t("list")}
        className="min-h-0 overflow-auto border-line p-2 max-wide:border-b wide:border-r"
      >
        {flow.versions.map((version) => (
          <VersionItem
            key={version.number}
            version={version}
            isShown={version.number === shown.number}
            onShow={() => setNumber(version.number)}
          />
        ))}
      </ol>
      <VersionDetail key={shown.number} flow={flow} version={shown} />
    </div>
  );
}

interface VersionItemProps {
  version: VersionRow;
  isShown: boolean;
  onShow: () => void;
}

function VersionItem({ version, isShown, onShow }: VersionItemProps) {
  const t = useTranslations("activation.versions");
  const format = useFormatter();
  return (
    <li>
      <button
        type="button"
        aria-current={isShown ? "true" : undefined}
        onClick={onShow}
        className={classNames(
          "focus-ring-inset flex w-full flex-col gap-0.5 rounded-3 px-3 py-2 text-left",
          isShown ? "bg-accent-soft" : "hover:bg-hover",
        )}
      >
        <span className="flex w-full items-center gap-2">
          <span className="font-medium">{t("version", { version: version.number })}</span>
          {version.active && <Badge tone="ok">{t("active")}</Badge>}
          <time dateTime={version.createdAt} className="ml-auto text-sm text-ink-2">
            {format.dateTime(new Date(version.createdAt), { dateStyle: "medium", timeStyle: "short" })}
          </time>
        </span>
        <span className="line-clamp-2 text-sm text-ink-2">
          {version.note === "" ? <i>{t("noNote")}</i> : version.note}
        </span>
      </button>
    </li>
  );
}

function NoVersion({ flow }: { flow: Flow }) {
  const t = useTranslations("activation.versions.none");
  const navigate = route.useNavigate();
  const params = { flow: flow.id };
  return (
    <EmptyState
      size="page"
      title={t("title")}
      why={t("why")}
      action={
        <Button variant="primary" onPress={() => void navigate({ to: "/flows/$flow/activate", params })}>
          {t("activate")}
        </Button>
      }
      second={<Button onPress={() => void navigate({ to: "/flows/$flow", params })}>{t("open")}</Button>}
    />
  );
}
