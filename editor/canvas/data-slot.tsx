import {
  Ban,
  Check,
  CircleDashed,
  Ellipsis,
  type LucideIcon,
  Minus,
  PencilLine,
  Plus,
  X,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { NodePreview } from "../document/preview-reading.ts";
import { classNames } from "../ui/class-names.ts";
import { type Tone, toneTextClassNames } from "../ui/tone.ts";

/** The words a data slot may show: messages `canvas.preview.<word>`. */
export type PreviewWord = Exclude<NodePreview["state"], "decided"> | NonNullable<NodePreview["decision"]>;

const looks: Readonly<Record<PreviewWord, { icon: LucideIcon; tone: Tone; silent?: boolean }>> = {
  passed: { icon: Check, tone: "ok", silent: true },
  filtered: { icon: Ban, tone: "skip" },
  rejected: { icon: X, tone: "err" },
  "not-reached": { icon: CircleDashed, tone: "neutral" },
  waiting: { icon: Ellipsis, tone: "neutral" },
  create: { icon: Plus, tone: "ok" },
  update: { icon: PencilLine, tone: "ok" },
  unchanged: { icon: Minus, tone: "skip" },
  skip: { icon: Ban, tone: "skip" },
  reject: { icon: X, tone: "err" },
};

/** What the preview of a step says in one word. */
export function previewWord(preview: NodePreview): PreviewWord {
  return preview.state === "decided" ? (preview.decision ?? "skip") : preview.state;
}

/** The right slot of a node (CAN-20): what became of the current sample here. */
export function DataSlot({ preview }: { readonly preview: NodePreview }) {
  const t = useTranslations("canvas.preview");
  const word = previewWord(preview);
  const { icon: Glyph, tone, silent } = looks[word];
  return (
    <span
      title={[preview.message, preview.provisional ? t("provisional") : ""].filter(Boolean).join("\n")}
      className={classNames(
        "flex h-5 shrink-0 items-center gap-1 text-xs",
        preview.stale ? "text-ink-3" : toneTextClassNames[tone],
        preview.stale && "border-b border-dotted border-ink-3",
      )}
    >
      <Glyph aria-hidden size={14} strokeWidth={2.25} />
      {preview.provisional && (
        <>
          <span aria-hidden>≈</span>
          <span className="sr-only">{t("provisional")}</span>
        </>
      )}
      {silent ? preview.records > 1 && preview.records : t(word)}
    </span>
  );
}
