import { Ear, Square } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { JsonText } from "../ui/json-text.tsx";
import { Spinner } from "../ui/spinner.tsx";
import type { useListening } from "./use-listening.ts";

/** Waits for what another system sends, and shows it; nothing of it is written anywhere. */
export function ListenPanel({ listening }: { listening: ReturnType<typeof useListening> }) {
  const t = useTranslations("running.listen");
  const format = useFormatter();
  const { hook, isListening } = listening;
  const heard = hook?.heard ?? [];
  return (
    <div className="flex flex-col gap-2">
      <span className="text-sm font-medium">{t("title")}</span>
      <p className="max-w-[72ch] text-ink-2">{t("intro")}</p>
      <div className="flex flex-wrap items-center gap-3">
        {isListening ? (
          <>
            <Button icon={Square} isPending={listening.isPending} onPress={listening.end}>
              {t("end")}
            </Button>
            <span role="status" className="flex items-center gap-2 text-ink-2">
              <Spinner size={14} />
              {t("waiting")} <Left until={hook?.listeningUntil ?? ""} />
            </span>
          </>
        ) : (
          <Button icon={Ear} isPending={listening.isPending} onPress={listening.begin}>
            {heard.length > 0 ? t("again") : t("begin")}
          </Button>
        )}
      </div>
      {heard.length > 0 && (
        <ol aria-label={t("heard")} className="max-w-4xl">
          {heard.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two records may come in the same millisecond, and none ever leaves the list
            <li key={index} className="flex flex-col gap-1 border-t border-line py-2">
              <time dateTime={one.at} className="text-sm text-ink-3">
                {format.dateTime(new Date(one.at), { timeStyle: "medium" })}
              </time>
              <JsonText label={t("heard")} value={one.data} className="max-h-64 overflow-auto text-sm" />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Left({ until }: { until: string }) {
  const t = useTranslations("running.listen");
  const now = useNow({ updateInterval: 1000 });
  const seconds = Math.max(0, Math.round((Date.parse(until) - now.getTime()) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return <span className="tabular-nums">{t("left", { clock })}</span>;
}
