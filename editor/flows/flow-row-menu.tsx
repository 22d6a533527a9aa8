import { useNavigate } from "@tanstack/react-router";
import type { FlowRow } from "@trasvase/shared/contract/flow.ts";
import {
  CalendarClock,
  Copy,
  Download,
  Ellipsis,
  History,
  Pause,
  Play,
  ScrollText,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu } from "../ui/menu.tsx";
import { useCreateFlow } from "./use-create-flow.ts";
import { useFlowActions } from "./use-flow-actions.ts";

/** Everything that can be done with a flow without opening it (FL-6). */
export function FlowRowMenu({ flow }: { flow: FlowRow }) {
  const t = useTranslations("flows");
  const navigate = useNavigate();
  const create = useCreateFlow();
  const { run, pause, resume, remove } = useFlowActions();
  const [deleting, setDeleting] = useState(false);
  const isActive = flow.activeVersion !== undefined;
  const isPaused = flow.status === "paused" || flow.status === "stopped";
  const params = { flow: flow.id };
  const inactive = isActive ? undefined : t("notActive");
  return (
    <>
      <Menu
        label={t("moreActions", { name: flow.name })}
        trigger={<IconButton icon={Ellipsis} label={t("moreActions", { name: flow.name })} size="sm" />}
        groups={[
          {
            id: "run",
            actions: [
              {
                id: "run",
                label: t("action.run"),
                icon: Play,
                disabledReason: inactive,
                run: () => run(flow),
              },
              isPaused
                ? { id: "resume", label: t("action.resume"), icon: Play, run: () => resume(flow) }
                : {
                    id: "pause",
                    label: t("action.pause"),
                    icon: Pause,
                    disabledReason: inactive,
                    run: () => pause(flow),
                  },
            ],
          },
          {
            id: "look",
            actions: [
              {
                id: "records",
                label: t("action.records"),
                icon: ScrollText,
                run: () => void navigate({ to: "/records", search: params }),
              },
              {
                id: "running",
                label: t("action.running"),
                icon: CalendarClock,
                run: () => void navigate({ to: "/flows/$flow/running", params }),
              },
              {
                id: "versions",
                label: t("action.versions"),
                icon: History,
                run: () => void navigate({ to: "/flows/$flow/versions", params }),
              },
            ],
          },
          {
            id: "copy",
            actions: [
              {
                id: "duplicate",
                label: t("action.duplicate"),
                icon: Copy,
                run: () => create.mutate({ copyOf: flow.id }),
              },
              {
                id: "export",
                label: t("action.export"),
                icon: Download,
                run: () => window.location.assign(`/api/flows/${flow.id}/file`),
              },
              {
                id: "delete",
                label: t("action.delete"),
                icon: Trash2,
                danger: true,
                run: () => setDeleting(true),
              },
            ],
          },
        ]}
      />
      <ConfirmDialog
        isOpen={deleting}
        onClose={() => setDeleting(false)}
        title={t("deleteTitle", { name: flow.name })}
        confirmLabel={t("deleteConfirm")}
        danger
        isPending={remove.isPending}
        {...(isActive ? { typeToConfirm: flow.name } : {})}
        onConfirm={() => remove.mutate(flow, { onSuccess: () => setDeleting(false) })}
      >
        <p>{t("deleteText")}</p>
      </ConfirmDialog>
    </>
  );
}
