import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { CircleCheck, CircleDashed, PlugZap } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Icon } from "../ui/icon.ts";
import { StatusChip } from "../ui/status-chip.tsx";
import type { Tone } from "../ui/tone.ts";

const looks: Readonly<Record<ConnectionRow["state"], { icon: Icon; tone: Tone }>> = {
  untested: { icon: CircleDashed, tone: "neutral" },
  working: { icon: CircleCheck, tone: "ok" },
  broken: { icon: PlugZap, tone: "err" },
};

/** How a connection stands: shape, word and colour. */
export function ConnectionStateChip({
  state,
  plain = false,
}: {
  state: ConnectionRow["state"];
  plain?: boolean;
}) {
  const t = useTranslations("connections.state");
  const { icon, tone } = looks[state];
  return (
    <StatusChip tone={tone} icon={icon} plain={plain}>
      {t(state)}
    </StatusChip>
  );
}
