import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import { Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, done } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu } from "../ui/menu.tsx";
import { toast } from "../ui/toast.ts";

/** Deletes a connection that no flow needs; while one does, the menu says which. */
export function DeleteConnection({ connection }: { connection: ConnectionRow }) {
  const t = useTranslations("connections.delete");
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { name, title, flows } = connection;
  const remove = useMutation({
    mutationFn: () => done(api.connections[":name"].$delete({ param: { name } })),
    onSuccess: async () => {
      await navigate({ to: "/connections" });
      client.removeQueries({ queryKey: queryKeys.connection(name) });
      void client.invalidateQueries({ queryKey: queryKeys.connectionList });
      toast({ message: t("deleted", { title }) });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <>
      <Menu
        label={t("more", { title })}
        trigger={<IconButton icon={Ellipsis} label={t("more", { title })} />}
        groups={[
          {
            id: "delete",
            actions: [
              {
                id: "delete",
                label: t("action"),
                icon: Trash2,
                danger: true,
                disabledReason: flows.length === 0 ? undefined : t("inUse", { count: flows.length }),
                run: () => setAsking(true),
              },
            ],
          },
        ]}
      />
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t("title", { title })}
        confirmLabel={t("confirm")}
        danger
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        <p>{t("text")}</p>
      </ConfirmDialog>
    </>
  );
}
