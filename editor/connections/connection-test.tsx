import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { PlugZap } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { CheckStages } from "./check-stages.tsx";
import { useConnectionCheck } from "./use-connection-check.ts";

/** Tries a connection. Only looks: nothing is written anywhere. */
export function ConnectionTest({ connection }: { connection: ConnectionRow }) {
  const t = useTranslations("connections.test");
  const { last, test } = useConnectionCheck(connection.name);
  return (
    <section aria-label={t("title")} className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <h2 className="text-lg">{t("title")}</h2>
        <span className="grow text-sm text-ink-2">
          {connection.checkedAt && (
            <>
              {t("last")} <RelativeTime at={connection.checkedAt} />
            </>
          )}
        </span>
        <Button icon={PlugZap} isPending={test.isPending} onPress={() => test.mutate()}>
          {t("button")}
        </Button>
      </div>
      {test.error && <ProblemMessage live problem={{ severity: "error", message: test.error.message }} />}
      <div role="status">
        {test.isPending ? (
          <p className="text-ink-2">{t("running")}</p>
        ) : last ? (
          <CheckStages check={last} />
        ) : (
          <p className="text-ink-2">{t("help")}</p>
        )}
      </div>
    </section>
  );
}
