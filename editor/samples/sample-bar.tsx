import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { ChevronLeft, ChevronRight, RefreshCw } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { sourceOf } from "../form/resource-of.ts";
import { useFlowPreview, useSamples } from "../preview/preview-context.tsx";
import { PreviewStatus } from "../preview/preview-status.tsx";
import { useCommands } from "../shell/commands.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { SampleActions } from "./sample-actions.tsx";
import { sampleLabel, sourceResource } from "./sample-key.ts";
import { SamplePicker } from "./sample-picker.tsx";
import { StandInsMark } from "./stand-ins-mark.tsx";

/**
 * Which record the whole flow is looked at with: `Sample 3 of 12 · Order 20261234 · fetched 14:02 · change` (NP-6). Stands once, at the
 * top of the flow; a run has a bar of another tint, so that the two cannot be mistaken.
 */
export function SampleBar({ className }: { className?: string }) {
  const t = useTranslations("samples.bar");
  const { session } = useFlowEditing();
  const { samples, status, message, goneSince } = useSamples((state) => state);
  const index = Math.min(
    useSession((state) => state.sample),
    Math.max(0, samples.length - 1),
  );
  const sample = samples[index];
  const go = (by: number) => {
    if (samples.length > 0) session.getState().chooseSample((index + by + samples.length) % samples.length);
  };
  useSampleCommands(samples.length > 1, go);
  return (
    <section
      aria-label={t("label")}
      className={classNames(
        "flex h-9 min-w-0 shrink-0 items-center gap-2 border-b border-line bg-surface px-3 text-sm text-ink-2",
        className,
      )}
    >
      {sample ? (
        <>
          <span className="flex shrink-0 items-center whitespace-nowrap">
            <IconButton
              icon={ChevronLeft}
              size="sm"
              label={t("previous")}
              shortcut="["
              isDisabled={samples.length < 2}
              onPress={() => go(-1)}
            />
            {t("place", { at: index + 1, count: samples.length })}
            <IconButton
              icon={ChevronRight}
              size="sm"
              label={t("next")}
              shortcut="]"
              isDisabled={samples.length < 2}
              onPress={() => go(1)}
            />
          </span>
          <SampleName sample={sample} />
        </>
      ) : (
        <span className="truncate">{status === "loading" ? t("loading") : t("none")}</span>
      )}
      {status === "loading" && <Spinner size={14} />}
      {status === "failed" && <span className="min-w-0 truncate text-err">{message}</span>}
      {status === "none" && goneSince !== undefined && <GoneSamples since={goneSince} />}
      <SamplePicker quiet label={t("change")} />
      <SampleActions sample={sample} />
      <PreviewStatus />
    </section>
  );
}

function SampleName({ sample }: { sample: Sample }) {
  const t = useTranslations("samples.bar");
  const format = useFormatter();
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  const resource = sourceResource(graph, types);
  const label = sampleLabel(sample.data, resource);
  const at = format.dateTime(new Date(sample.readAt), { timeStyle: "short" });
  return (
    <span className="flex min-w-0 items-baseline gap-2 truncate">
      <span className="text-ink-3">{sourceOf(graph)?.node.title ?? resource?.title}</span>
      {sample.name !== undefined && <strong className="truncate font-medium text-ink">{sample.name}</strong>}
      <strong className="truncate font-mono font-medium text-ink">{sample.key}</strong>
      {sample.name === undefined && label !== undefined && label !== sample.key && (
        <span className="truncate">{label}</span>
      )}
      <span className="whitespace-nowrap text-ink-3">{t(`origin.${sample.origin}`, { at })}</span>
      {sample.standIns && <StandInsMark />}
    </span>
  );
}

/** Samples that were fetched in this window and are no longer in the server's memory. */
function GoneSamples({ since }: { since: string }) {
  const t = useTranslations("samples.bar");
  const format = useFormatter();
  const { document } = useFlowEditing();
  const { samples } = useFlowPreview();
  const at = format.dateTime(new Date(since), { timeStyle: "short" });
  return (
    <>
      <span role="status" className="min-w-0 truncate text-warn" title={t("gone", { at })}>
        {t("gone", { at })}
      </span>
      <Button size="sm" icon={RefreshCw} onPress={() => void samples.load(document.getState().graph)}>
        {t("fetchAgain")}
      </Button>
    </>
  );
}

function useSampleCommands(several: boolean, go: (by: number) => void): void {
  const t = useTranslations("samples.bar");
  const disabledReason = several ? undefined : t("onlyOne");
  useCommands([
    {
      id: "preview.next-sample",
      group: "preview",
      label: t("next"),
      keys: ["]", "Alt+PageDown"],
      inFields: true,
      disabledReason,
      run: () => go(1),
    },
    {
      id: "preview.previous-sample",
      group: "preview",
      label: t("previous"),
      keys: ["[", "Alt+PageUp"],
      inFields: true,
      disabledReason,
      run: () => go(-1),
    },
  ]);
}
