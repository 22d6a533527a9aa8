import { ArrowRight } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { type DiffPiece, diffTexts, sideOf } from "./diff-texts.ts";

/** Texts up to this length stand on one line, before and after beside each other. */
const shortText = 48;

/** Two versions of a text: what went is struck through, what came is underlined, so it reads without colour too. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const t = useTranslations("activation.changes");
  const pieces = useMemo(() => diffTexts(before, after), [before, after]);
  const isShort = [before, after].every((text) => text.length <= shortText && !text.includes("\n"));
  if (isShort) {
    return (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-mono text-sm">
        {before === "" ? <Nothing /> : <Pieces pieces={sideOf(pieces, "before")} />}
        <ArrowRight aria-label={t("becomes")} size={12} className="shrink-0 text-ink-3" />
        {after === "" ? <Nothing /> : <Pieces pieces={sideOf(pieces, "after")} />}
      </span>
    );
  }
  return (
    <div className="grid gap-px overflow-hidden rounded-3 border border-line bg-line wide:grid-cols-2">
      <Side label={t("before")} text={before} pieces={sideOf(pieces, "before")} />
      <Side label={t("after")} text={after} pieces={sideOf(pieces, "after")} />
    </div>
  );
}

function Side({ label, text, pieces }: { label: string; text: string; pieces: readonly DiffPiece[] }) {
  return (
    <figure className="min-w-0 bg-surface">
      <figcaption className="px-2 pt-1 text-xs text-ink-3">{label}</figcaption>
      <pre className="max-h-96 overflow-auto px-2 pb-2 text-sm break-words whitespace-pre-wrap">
        {text === "" ? <Nothing /> : <Pieces pieces={pieces} />}
      </pre>
    </figure>
  );
}

function Nothing() {
  const t = useTranslations("activation.changes");
  return <i className="font-sans text-ink-3">{t("nothing")}</i>;
}

function Pieces({ pieces }: { pieces: readonly DiffPiece[] }) {
  return (
    <span>
      {pieces.map((piece, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity and are replaced as a whole
        if (piece.kind === "same") return <span key={index}>{piece.text}</span>;
        const Mark = piece.kind === "removed" ? "del" : "ins";
        return (
          <Mark
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity and are replaced as a whole
            key={index}
            className={
              piece.kind === "removed"
                ? "rounded-3 bg-sunken text-ink-2 line-through"
                : "rounded-3 bg-accent-soft text-ink underline decoration-accent underline-offset-2"
            }
          >
            {piece.text}
          </Mark>
        );
      })}
    </span>
  );
}
