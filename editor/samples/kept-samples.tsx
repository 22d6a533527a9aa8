import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { Check, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFlowPreview, useSamples } from "../preview/preview-context.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";
import { digest } from "./digest.ts";
import { StandInsMark } from "./stand-ins-mark.tsx";

/** The samples kept with the flow: choose one, give it another name, remove it. */
export function KeptSamples({ onDone }: { onDone: () => void }) {
  const t = useTranslations("samples.kept");
  const { samples: store } = useFlowPreview();
  const kept = useSamples((state) => state.kept);
  if (!kept) return <SkeletonRows rows={3} />;
  if (kept.length === 0) return <EmptyState title={t("noneTitle")} why={t("noneWhy")} />;
  return (
    <ul aria-label={t("list")} className="flex flex-col border-t border-line">
      {kept.map((sample, place) => (
        <KeptRow
          key={sample.id}
          sample={sample}
          onChoose={() => {
            store.lookAtKept(place);
            onDone();
          }}
        />
      ))}
    </ul>
  );
}

function KeptRow({ sample, onChoose }: { sample: Sample; onChoose: () => void }) {
  const t = useTranslations("samples.kept");
  const format = useFormatter();
  const [isRenaming, setRenaming] = useState(false);
  const remove = useRemove(sample);
  const name = sample.name ?? sample.key;
  if (isRenaming) return <RenameRow sample={sample} onDone={() => setRenaming(false)} />;
  return (
    <li className="flex h-row items-center border-b border-line hover:bg-hover">
      <button
        type="button"
        onClick={onChoose}
        className="focus-ring-inset flex h-full min-w-0 grow items-center gap-3 px-2 text-left"
      >
        <span className="w-52 shrink-0 truncate">{name}</span>
        <span className="w-36 shrink-0 truncate font-mono text-sm">{sample.key}</span>
        <span className="min-w-0 grow truncate text-sm text-ink-2">{digest(sample.data)}</span>
        {sample.standIns && <StandInsMark />}
        <span className="shrink-0 text-sm whitespace-nowrap text-ink-3">
          {format.dateTime(new Date(sample.readAt), { dateStyle: "medium" })}
        </span>
      </button>
      <IconButton icon={Pencil} size="sm" label={t("rename", { name })} onPress={() => setRenaming(true)} />
      <IconButton icon={Trash2} size="sm" label={t("remove", { name })} onPress={() => void remove()} />
    </li>
  );
}

function RenameRow({ sample, onDone }: { sample: Sample; onDone: () => void }) {
  const t = useTranslations("samples.kept");
  const { samples: store } = useFlowPreview();
  const before = sample.name ?? sample.key;
  const [name, setName] = useState(before);
  const save = () => {
    const wanted = name.trim();
    onDone();
    if (sample.id === undefined || wanted === "" || wanted === before) return;
    store.rename(sample.id, wanted).catch(tellFailure);
  };
  return (
    <li className="flex items-center gap-1 border-b border-line px-1 py-0.5">
      <TextField
        label={t("name")}
        hideLabel
        autoFocus
        value={name}
        maxLength={200}
        onChange={setName}
        onKeyDown={(event) => {
          if (event.key === "Enter") save();
          if (event.key !== "Escape") return;
          // Leaves the name, not the dialog.
          event.stopPropagation();
          onDone();
        }}
        className="grow"
      />
      <IconButton icon={Check} label={t("saveName")} onPress={save} />
    </li>
  );
}

function useRemove(sample: Sample): () => Promise<void> {
  const t = useTranslations("samples.kept");
  const { samples: store } = useFlowPreview();
  return async () => {
    const { id } = sample;
    if (id === undefined) return;
    try {
      await store.remove(id);
      toast({
        message: t("removed", { name: sample.name ?? sample.key }),
        action: { label: t("undo"), run: () => void store.restore(id).catch(tellFailure) },
      });
    } catch (error) {
      tellFailure(error);
    }
  };
}

function tellFailure(error: unknown): void {
  toast({ message: error instanceof Error ? error.message : String(error), tone: "err" });
}
