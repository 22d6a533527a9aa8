import { CircleCheck, CircleX, Info, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { IconButton } from "./icon-button.tsx";
import { dismissToast, type ShownToast, toastStore } from "./toast.ts";
import { toneTextClassNames } from "./tone.ts";

const icons: Readonly<Record<NonNullable<ShownToast["tone"]>, Icon>> = {
  neutral: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  err: CircleX,
};

/** Where toasts appear: a live region at the bottom, once in the app. */
export function ToastRegion() {
  const t = useTranslations("ui");
  const { toasts } = useStore(toastStore);
  return (
    <section
      aria-label={t("messages")}
      // Stays within reach of assistive technology while a dialog hides the rest of the page.
      data-react-aria-top-layer="true"
      className="pointer-events-none fixed right-4 bottom-4 z-60 w-96 max-w-[calc(100vw-32px)]"
    >
      <ol aria-live="polite" aria-relevant="additions" className="flex flex-col gap-2">
        {toasts.map((shown) => (
          <ToastRow key={shown.id} shown={shown} />
        ))}
      </ol>
    </section>
  );
}

function ToastRow({ shown }: { shown: ShownToast }) {
  const t = useTranslations("ui");
  const [held, setHeld] = useState(false);
  const { id, message, tone = "neutral", action, quiet = false } = shown;
  useEffect(() => {
    // Errors and messages with an action stay until they are closed, or the time would be too short for some.
    if (held || tone === "err" || action) return;
    const timer = setTimeout(() => dismissToast(id), quiet ? 1500 : 6000);
    return () => clearTimeout(timer);
  }, [held, id, tone, action, quiet]);
  if (quiet) return <li className="sr-only">{message}</li>;
  const Glyph = icons[tone];
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex items-start gap-2 rounded-6 border border-line bg-raised p-2 pl-3 shadow-overlay"
    >
      <Glyph aria-hidden size={16} className={classNames("mt-1.5 shrink-0", toneTextClassNames[tone])} />
      <span className="min-w-0 grow py-1">{message}</span>
      {action && (
        <Button
          variant="quiet"
          onPress={() => {
            action.run();
            dismissToast(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={t("close")} onPress={() => dismissToast(id)} />
    </li>
  );
}
