import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isSchedule } from "@trasvase/shared/schedule.ts";
import { CalendarClock, Hand, Webhook } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { flowQuery } from "../activation/flow-query.ts";
import { buttonClassNames } from "../ui/button-look.ts";

/** What starts a flow, in few words; it leads to the page where that is set. */
export function TriggerLink({ flow: id }: { flow: string }) {
  const t = useTranslations("running.link");
  const format = useFormatter();
  const { data: flow } = useQuery(flowQuery(id));
  if (!flow) return null;
  const { nextRunAt, trigger } = flow;
  const Glyph = trigger.kind === "webhook" ? Webhook : isSchedule(trigger) ? CalendarClock : Hand;
  const text = isSchedule(trigger)
    ? nextRunAt === undefined
      ? t("schedule")
      : t("next", {
          time: format.dateTime(new Date(nextRunAt), {
            weekday: "short",
            hour: "2-digit",
            minute: "2-digit",
          }),
        })
    : t(trigger.kind);
  return (
    <Link
      to="/flows/$flow/running"
      params={{ flow: id }}
      aria-label={t("open", { text })}
      title={t("open", { text })}
      className={buttonClassNames({ variant: "quiet" })}
    >
      <Glyph aria-hidden size={16} className="shrink-0 text-ink-2" />
      {text}
    </Link>
  );
}
