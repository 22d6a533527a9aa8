import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TemplateRow } from "@trasvase/shared/contract/template.ts";
import { ArrowRight, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { connectorOf } from "../form/resource-of.ts";
import { connectionListQuery } from "../shell/rail-counts.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { type NeedState, needStates, stepsOf } from "./template-needs.ts";

export interface TemplateCardProps {
  template: TemplateRow;
  isPending: boolean;
  onUse: () => void;
}

/** One template: what it does step by step, what it needs, and the button that makes a flow of it (TPL-1). */
export function TemplateCard({ template, isPending, onUse }: TemplateCardProps) {
  const t = useTranslations("templates");
  const titleId = useId();
  const connections = useQuery(connectionListQuery);
  const needs = needStates(template.needs, connections.data?.rows);
  return (
    <article
      aria-labelledby={titleId}
      className="flex grow flex-col gap-4 rounded-6 border border-line bg-surface p-4"
    >
      <header className="flex items-center gap-3">
        <span className="flex shrink-0 gap-1">
          {template.needs.map(({ connection, connector }) => (
            <ConnectorGlyph
              key={connection}
              connector={connector}
              title={connectorOf(connector)?.title ?? connector}
            />
          ))}
        </span>
        <h2 id={titleId} className="min-w-0 text-lg">
          {template.title}
        </h2>
      </header>
      <ol aria-label={t("steps")} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
        {stepsOf(template.summary).map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a template stay where they are, and two may be called alike
          <li key={index} className="flex items-center gap-2">
            {index > 0 && <ArrowRight aria-hidden size={12} className="shrink-0 text-ink-3" />}
            {step}
          </li>
        ))}
      </ol>
      <div className="mt-auto flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-t border-line pt-3">
        <ul aria-label={t("needs")} className="flex flex-col gap-1">
          {needs.map((need) => (
            <NeedLine key={need.connection} need={need} />
          ))}
        </ul>
        <Button
          variant="primary"
          isPending={isPending}
          onPress={onUse}
          aria-label={t("useOf", { title: template.title })}
        >
          {t("use")}
        </Button>
      </div>
    </article>
  );
}

const looks = {
  ready: { icon: CircleCheck, className: "text-ok" },
  broken: { icon: TriangleAlert, className: "text-warn" },
  missing: { icon: CircleDashed, className: "text-ink-3" },
  unknown: { icon: CircleDashed, className: "text-ink-3" },
};

function NeedLine({ need }: { need: NeedState }) {
  const t = useTranslations("templates.need");
  const { icon: Glyph, className } = looks[need.state];
  const system = connectorOf(need.connector)?.title ?? need.connector;
  const link = "focus-ring rounded-3 text-accent underline underline-offset-2";
  return (
    <li className="flex items-center gap-2 text-sm">
      <Glyph aria-hidden size={14} className={classNames("shrink-0", className)} />
      <span>{system}</span>
      {need.state === "missing" && (
        <Link to="/connections" search={{ connector: need.connector }} className={link}>
          {t("missing")}
        </Link>
      )}
      {need.state === "broken" && (
        <Link to="/connections/$name" params={{ name: need.connection }} className={link}>
          {t("broken")}
        </Link>
      )}
      {need.state === "ready" && <span className="text-ink-2">{need.title}</span>}
    </li>
  );
}
