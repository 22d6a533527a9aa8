import { useEffect } from "react";
import type { ButtonProps } from "react-aria-components";
import { useTranslations } from "use-intl";
import { announce } from "./live-region.tsx";

interface PendingProps {
  isPending: boolean | undefined;
  onPress: ButtonProps["onPress"] | undefined;
  type: ButtonProps["type"] | undefined;
}

type PendingAnswer = Pick<ButtonProps, "onPress" | "type" | "aria-disabled">;

/**
 * What a button is given while its work goes on: it keeps the focus, does nothing, and that it works is said. React Aria's own way
 * leaves a reference to the button behind for seconds, also when the button has gone meanwhile.
 */
export function usePending({ isPending = false, onPress, type }: PendingProps): PendingAnswer {
  const t = useTranslations("ui");
  useEffect(() => {
    if (isPending) announce(t("working"));
  }, [isPending, t]);
  if (isPending) return { "aria-disabled": true, type: "button" };
  return { ...(onPress ? { onPress } : {}), ...(type ? { type } : {}) };
}
