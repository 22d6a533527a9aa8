import { useFormatter, useTranslations } from "use-intl";
import { useFlowPreview, usePreview } from "../preview/preview-context.tsx";

/** When a system was asked, with the way to ask it again now. */
export function AskedAt({ at }: { at: string }) {
  const t = useTranslations("preview.state");
  const format = useFormatter();
  const { preview } = useFlowPreview();
  const asking = usePreview((state) => state.asking);
  return (
    <>
      <time dateTime={at} className="tabular-nums">
        {format.dateTime(new Date(at), { timeStyle: "short" })}
      </time>
      {" · "}
      <button
        type="button"
        disabled={asking}
        onClick={() => preview.refresh()}
        className="focus-ring rounded-3 text-accent underline disabled:text-ink-3 disabled:no-underline"
      >
        {asking ? t("asking") : t("refreshNow")}
      </button>
    </>
  );
}
