import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { Suggestion } from "./suggest.ts";

/** Why a suggestion is made, in the language of the page. */
export function useReasonText(): (suggestion: Suggestion) => string {
  const t = useTranslations("mappingTable.reason");
  const look = useTranslations("mappingTable.look");
  return useCallback(
    ({ reasons }) =>
      reasons
        .map((reason) => (reason.kind === "look" ? t("look", { look: look(reason.look) }) : t(reason.kind)))
        .join(", "),
    [t, look],
  );
}
