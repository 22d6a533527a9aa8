import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Button } from "../ui/button.tsx";
import { queryKeys } from "./query-keys.ts";
import { reachability } from "./reachability.ts";

/** Says that the server does not answer, and what that means for what is on screen. */
export function OfflineBanner() {
  const t = useTranslations("shell.offline");
  const client = useQueryClient();
  const isReachable = useStore(reachability, (state) => state.reachable);
  return (
    <div role="status">
      {!isReachable && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn bg-warn-soft px-3 py-1.5 text-ink">
          <CloudOff aria-hidden size={16} className="shrink-0 text-warn" />
          <span className="min-w-0 grow">
            <strong className="font-medium">{t("title")}</strong> {t("text")}
          </span>
          <Button size="sm" onPress={() => void client.invalidateQueries({ queryKey: queryKeys.session })}>
            {t("retry")}
          </Button>
        </div>
      )}
    </div>
  );
}
