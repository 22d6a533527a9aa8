import type { FlowStatus } from "@trasvase/shared/contract/flow.ts";
import { CircleDashed, CirclePause, CirclePlay, OctagonX, PencilLine, PlugZap } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Icon } from "../ui/icon.ts";
import { StatusChip } from "../ui/status-chip.tsx";
import type { Tone } from "../ui/tone.ts";

const looks: Readonly<Record<FlowStatus, { icon: Icon; tone: Tone }>> = {
  draft: { icon: CircleDashed, tone: "neutral" },
  active: { icon: CirclePlay, tone: "ok" },
  changed: { icon: PencilLine, tone: "run" },
  paused: { icon: CirclePause, tone: "skip" },
  stopped: { icon: OctagonX, tone: "err" },
  "needs-connection": { icon: PlugZap, tone: "warn" },
};

/** How a flow stands: shape, word and colour (FL-2). The reason, where there is one, is its title. */
export function FlowStatusChip({ status, reason }: { status: FlowStatus; reason?: string | undefined }) {
  const t = useTranslations("glossary.flowStatus");
  const { icon, tone } = looks[status];
  return (
    <span title={reason}>
      <StatusChip tone={tone} icon={icon} plain>
        {t(status)}
      </StatusChip>
    </span>
  );
}
