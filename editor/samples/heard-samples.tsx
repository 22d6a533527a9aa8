import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { useFlowPreview } from "../preview/preview-context.tsx";
import { ListenPanel } from "../running/listen-panel.tsx";
import { useListening } from "../running/use-listening.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

/** Samples of a source that only receives: what another system sends while somebody listens. */
export function HeardSamples({ onDone }: { onDone: () => void }) {
  const t = useTranslations("samples.picker");
  const flow = useDocument((state) => state.flow);
  const { samples } = useFlowPreview();
  const listening = useListening(flow);
  const { hook } = listening;
  const heard = hook?.heard ?? [];
  const use = () => {
    samples.paste(heard.map((one) => one.data));
    listening.end();
    onDone();
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[72ch] text-ink-2">{t("pushedWhy")}</p>
      {hook?.url !== undefined && (
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 grow basis-80 overflow-x-auto rounded-3 border border-line bg-sunken px-2 py-1.5 text-sm whitespace-nowrap">
            {hook.url}
          </code>
          <CopyButton text={hook.url} label={t("copyAddress")} />
        </div>
      )}
      <ListenPanel listening={listening} />
      {heard.length > 0 && (
        <Button variant="primary" className="self-end" onPress={use}>
          {t("useHeard", { count: heard.length })}
        </Button>
      )}
    </div>
  );
}
