import { CloudOff, Pencil, TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { countChanges } from "../document/count-changes.ts";
import { setFlowName } from "../document/edits/config.ts";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { TopBarActions, usePage } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { OpenFlow } from "./open-flow.ts";

/** Milliseconds for which "Draft saved" is shown before the comparison with the active version returns. */
const savedNoticeMs = 4_000;

/** The flow's name in the top bar, how to change it, and the one sentence about its draft (ACT-1). */
export function FlowTitle({ flow }: { readonly flow: OpenFlow }) {
  const t = useTranslations("canvas.header");
  const name = useDocument((state) => state.graph.name);
  usePage([{ label: t("back"), href: "/" }, { label: name }]);
  return (
    <TopBarActions>
      <RenameFlow />
      <span className="ml-1 min-w-0 truncate text-sm">
        <DraftState flow={flow} />
      </span>
    </TopBarActions>
  );
}

function RenameFlow() {
  const t = useTranslations("canvas.header");
  return (
    <Popover
      label={t("rename")}
      placement="bottom start"
      trigger={<IconButton size="sm" icon={Pencil} label={t("rename")} placement="bottom" />}
    >
      {(close) => <NameForm onDone={close} />}
    </Popover>
  );
}

function NameForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations("canvas.header");
  const { document } = useFlowEditing();
  const [name, setName] = useState(() => document.getState().graph.name);
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        document.getState().apply(setFlowName(document.getState().graph, name));
        onDone();
      }}
    >
      <TextField
        label={t("name")}
        value={name}
        onChange={setName}
        maxLength={200}
        autoFocus
        className="w-80"
      />
      <Button type="submit" variant="primary">
        {t("keepName")}
      </Button>
    </form>
  );
}

function DraftState({ flow }: { readonly flow: OpenFlow }) {
  const t = useTranslations("canvas.save");
  const format = useFormatter();
  const saveState = useDocument((state) => state.saveState);
  const justSaved = useJustSaved(saveState.kind === "saved" ? saveState.at : undefined);
  switch (saveState.kind) {
    case "saving":
      return <span className="text-ink-2">{t("saving")}</span>;
    case "offline":
      return <Trouble icon={<CloudOff aria-hidden size={14} />}>{t("offline")}</Trouble>;
    case "refused":
      return (
        <Trouble icon={<TriangleAlert aria-hidden size={14} />}>
          {t("refused", { message: saveState.message })}
        </Trouble>
      );
    case "conflict":
      return <Trouble icon={<TriangleAlert aria-hidden size={14} />}>{t("conflict")}</Trouble>;
    default: {
      const time = format.dateTime(new Date(saveState.at), { hour: "2-digit", minute: "2-digit" });
      if (flow.activeVersion === undefined || justSaved) {
        return <span className="text-ink-2">{t("saved", { time })}</span>;
      }
      return <AgainstActive flow={flow} />;
    }
  }
}

function AgainstActive({ flow }: { readonly flow: OpenFlow }) {
  const t = useTranslations("canvas.save");
  const graph = useDocument((state) => state.planned);
  const { activeGraph, activeVersion } = flow;
  const count = useMemo(() => (activeGraph ? countChanges(activeGraph, graph) : 0), [activeGraph, graph]);
  const version = String(activeVersion ?? 0);
  return (
    <span className={classNames(count === 0 ? "text-ok" : "text-ink-2")}>
      {count === 0 ? t("active", { version }) : t("differs", { version, count })}
    </span>
  );
}

function Trouble({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-warn">
      {icon}
      {children}
    </span>
  );
}

/** True for some seconds after a save that happened while looking. */
function useJustSaved(at: string | undefined): boolean {
  const [first] = useState(at);
  const [shownFor, setShownFor] = useState<string>();
  useEffect(() => {
    if (at === undefined || at === first) return;
    setShownFor(at);
    const timer = setTimeout(() => setShownFor(undefined), savedNoticeMs);
    return () => clearTimeout(timer);
  }, [at, first]);
  return shownFor !== undefined && shownFor === at;
}
