import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import {
  CircleCheck,
  CircleHelp,
  CircleMinus,
  CirclePlus,
  CircleX,
  Equal,
  FilterX,
  History,
  RotateCw,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { Icon } from "./icon.ts";
import { StatusChip } from "./status-chip.tsx";
import type { Tone } from "./tone.ts";

/** Shape and colour of each outcome, the same on every screen. */
const outcomeLooks: Readonly<Record<OutcomeKind, { icon: Icon; tone: Tone }>> = {
  created: { icon: CirclePlus, tone: "ok" },
  updated: { icon: CircleCheck, tone: "ok" },
  unchanged: { icon: Equal, tone: "neutral" },
  skipped: { icon: CircleMinus, tone: "skip" },
  filtered: { icon: FilterX, tone: "skip" },
  superseded: { icon: History, tone: "skip" },
  retrying: { icon: RotateCw, tone: "warn" },
  rejected: { icon: CircleX, tone: "err" },
  unknown: { icon: CircleHelp, tone: "warn" },
};

/** What became of a record. */
export function OutcomeChip({ kind, plain = false }: { kind: OutcomeKind; plain?: boolean }) {
  const t = useTranslations("glossary.outcome");
  const { icon, tone } = outcomeLooks[kind];
  return (
    <StatusChip tone={tone} icon={icon} plain={plain}>
      {t(kind)}
    </StatusChip>
  );
}
