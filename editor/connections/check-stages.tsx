import type { ConnectionCheck } from "@trasvase/shared/contract/connection.ts";
import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";

/** A test stage by stage; the first that failed says how to repair it, and what comes after it was not tried (CON-3). */
export function CheckStages({ check }: { check: ConnectionCheck }) {
  const t = useTranslations("connections.test");
  const failed = check.stages.findIndex((stage) => !stage.ok);
  return (
    <ol className="flex flex-col">
      {check.stages.map(({ stage, ok, message }, index) => {
        const isAfter = failed >= 0 && index > failed;
        const Glyph = isAfter ? CircleDashed : ok ? CircleCheck : CircleX;
        return (
          <li key={stage} className="flex items-start gap-2 border-b border-line py-2 first:border-t">
            <Glyph
              aria-hidden
              size={16}
              className={classNames("mt-0.5 shrink-0", isAfter ? "text-ink-3" : ok ? "text-ok" : "text-err")}
            />
            <div className="min-w-0">
              <p className={classNames("font-medium", isAfter && "text-ink-2")}>
                {t(`stage.${stage}`)}
                <span className="sr-only">{t(isAfter ? "notTried" : ok ? "ok" : "failed")}</span>
              </p>
              {!isAfter && <p className="text-ink-2">{message}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
