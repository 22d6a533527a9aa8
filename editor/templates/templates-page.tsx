import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCreateFlow } from "../flows/use-create-flow.ts";
import { api, signalled, take } from "../shell/api.ts";
import { LoadError } from "../shell/load-error.tsx";
import { Page, usePage } from "../shell/page.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TemplateCard } from "./template-card.tsx";

/** Flows to begin with. Using one makes a flow of one's own and opens it; the template stays as it is. */
export function TemplatesPage() {
  const t = useTranslations("templates");
  const page = useTranslations("shell.page");
  usePage([{ label: page("templates") }]);
  return (
    <Page title={t("title")} intro={t("intro")}>
      <Templates />
    </Page>
  );
}

function Templates() {
  const t = useTranslations("templates");
  const navigate = useNavigate();
  const create = useCreateFlow();
  const templates = useQuery({
    queryKey: queryKeys.templates,
    queryFn: ({ signal }) => take(api.templates.$get({}, signalled(signal))),
  });
  if (templates.isPending) return <SkeletonRows rows={4} />;
  if (templates.isError) {
    return <LoadError error={templates.error} onRetry={() => void templates.refetch()} />;
  }
  const { rows } = templates.data;
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t("none.title")}
        why={t("none.why")}
        action={
          <Button variant="primary" isPending={create.isPending} onPress={() => create.mutate({})}>
            {t("none.empty")}
          </Button>
        }
        second={<Button onPress={() => void navigate({ to: "/" })}>{t("none.flows")}</Button>}
        className="border-t border-line px-0!"
      />
    );
  }
  return (
    <ul className="grid max-w-6xl gap-4 wide:grid-cols-2">
      {rows.map((template) => (
        <li key={template.name} className="flex">
          <TemplateCard
            template={template}
            isPending={create.isPending && create.variables.template === template.name}
            onUse={() => create.mutate({ template: template.name })}
          />
        </li>
      ))}
    </ul>
  );
}
