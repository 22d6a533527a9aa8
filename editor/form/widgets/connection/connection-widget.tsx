import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { connectionListQuery } from "../../../shell/rail-counts.ts";
import { Button } from "../../../ui/button.tsx";
import { buttonClassNames } from "../../../ui/button-look.ts";
import { ProblemMessage } from "../../../ui/problem-message.tsx";
import { Select } from "../../../ui/select.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { asText, fieldTexts } from "../../field-texts.ts";
import { connectorOf } from "../../resource-of.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** One of the connections whose system this step can use, with a way to make one. */
export function ConnectionWidget(props: WidgetProps) {
  const { value, onCommit, isRequired, form } = props;
  const t = useTranslations("forms");
  const { data, error, isPending, refetch } = useQuery(connectionListQuery);
  const texts = fieldTexts(props);
  const chosen = asText(value);
  const rows = data?.rows ?? [];
  const usable = rows.filter(
    (one) => one.name === chosen || resourcesFor(one.connector, form.node?.type).length > 0,
  );
  const broken = usable.find((one) => one.name === chosen && one.state === "broken");
  const choose = (name: string) => {
    form.change(chooseConnection(name, rows, form.node?.type, form.values));
    onCommit();
  };
  if (isPending) {
    return (
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">{texts.label}</span>
        <Skeleton className="h-control" />
      </div>
    );
  }
  return (
    <div className="relative flex flex-col gap-1.5">
      <Link
        to="/connections"
        className={buttonClassNames({ variant: "quiet" }, "absolute top-0 right-0 h-5! px-1! text-accent")}
      >
        <Plus aria-hidden size={14} />
        <span className="text-sm">{t("newConnection")}</span>
      </Link>
      <Select
        {...texts}
        options={usable.map((one) => ({
          id: one.name,
          label: one.title,
          description: connectorOf(one.connector)?.title,
        }))}
        value={chosen === "" ? undefined : chosen}
        onChange={choose}
        isRequired={isRequired}
        placeholder={usable.length === 0 && !error ? t("noConnections") : undefined}
      />
      {error && (
        <ProblemMessage
          problem={{ severity: "error", message: t("connectionsFailed", { message: error.message }) }}
          action={
            <Button size="sm" onPress={() => void refetch()}>
              {t("retry")}
            </Button>
          }
        />
      )}
      {broken && <ProblemMessage problem={{ severity: "warning", message: broken.stateMessage }} />}
    </div>
  );
}

/** The resources of a connector that a type of step can use. A form that belongs to no step can use all. */
export function resourcesFor(connector: string, type: NodeType | undefined): readonly ResourceDefinition[] {
  const resources = connectorOf(connector)?.resources ?? [];
  switch (type) {
    case "source":
      return resources.filter((one) => one.readable);
    case "destination":
      return resources.filter((one) => one.writable);
    case "lookup":
      return resources.filter((one) => one.match === "any" || one.match.length > 0);
    default:
      return resources;
  }
}

/** What choosing a connection changes: a kind of record that it does not have goes, the only one it has is chosen. */
function chooseConnection(
  name: string,
  connections: readonly ConnectionRow[],
  type: NodeType | undefined,
  values: WidgetProps["form"]["values"],
): Parameters<WidgetProps["form"]["change"]>[0] {
  const connector = connections.find((one) => one.name === name)?.connector;
  const resources = connector === undefined ? [] : resourcesFor(connector, type);
  if (!("resource" in values) || resources.some((one) => one.name === values.resource))
    return { connection: name };
  const only = resources.length === 1 ? resources[0]?.name : undefined;
  return { connection: name, resource: only ?? "", options: {} };
}
