import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { LoadError } from "../shell/load-error.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { toast } from "../ui/toast.ts";
import { HookRate } from "./hook-rate.tsx";
import { ListenPanel } from "./listen-panel.tsx";
import { type Proof, printExample } from "./print-example.ts";
import { useListening } from "./use-listening.ts";

/** Where records are pushed to a flow: its address, how senders prove themselves, an example, what comes, and how much may. */
export function HookSection({ flow, connection }: { flow: Flow; connection: ConnectionRow }) {
  const t = useTranslations("running.hook");
  const listening = useListening(flow.id);
  const { hook } = listening;
  if (listening.error) return <LoadError error={listening.error} onRetry={listening.retry} />;
  if (!hook) return <SkeletonRows rows={3} />;
  return (
    <div className="flex flex-col gap-6">
      {hook.url === undefined ? (
        <p className="max-w-[72ch] text-ink-2">{t("noAddress")}</p>
      ) : (
        <>
          <Address flow={flow.id} url={hook.url} isActive={flow.activeVersion !== undefined} />
          <ProofLine connection={connection} />
          <Example url={hook.url} connection={connection} />
        </>
      )}
      <ListenPanel listening={listening} />
      <HookRate key={JSON.stringify(flow.trigger)} flow={flow} />
    </div>
  );
}

function Address({ flow, url, isActive }: { flow: string; url: string; isActive: boolean }) {
  const t = useTranslations("running.hook");
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: () => take(api.flows[":id"].hook.token.$post({ param: { id: flow } })),
    onSuccess: (changed) => {
      setAsking(false);
      client.setQueryData(queryKeys.hook(flow), changed);
      void client.invalidateQueries({ queryKey: queryKeys.flow(flow) });
      toast({ message: t("changed"), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">{t("address")}</span>
      <div className="flex max-w-4xl flex-wrap items-center gap-2">
        <code className="min-w-0 grow basis-80 overflow-x-auto rounded-3 border border-line bg-sunken px-2 py-1.5 text-sm whitespace-nowrap">
          {url}
        </code>
        <CopyButton text={url} label={t("copyAddress")} shown={t("copy")} size="md" />
        <Button size="sm" icon={RefreshCw} onPress={() => setAsking(true)}>
          {t("change")}
        </Button>
      </div>
      <p className="text-sm text-ink-2">{isActive ? t("addressHelp") : t("addressInactive")}</p>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t("changeTitle")}
        confirmLabel={t("changeConfirm")}
        danger
        isPending={change.isPending}
        onConfirm={() => change.mutate()}
      >
        <p>{t("changeText")}</p>
      </ConfirmDialog>
    </div>
  );
}

function ProofLine({ connection }: { connection: ConnectionRow }) {
  const t = useTranslations("running.hook");
  const { proof } = proofOf(connection);
  const needsSecret = proof !== "address" && !Object.hasOwn(connection.secretsSet, "secret");
  const known = (["address", "token", "hmac", "standard-webhooks"] as const).find((one) => one === proof);
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">{t("proof")}</span>
      <p>
        {t(`proofs.${known ?? "address"}`)}{" "}
        <Link
          to="/connections/$name"
          params={{ name: connection.name }}
          className="focus-ring rounded-3 text-accent underline underline-offset-2"
        >
          {t("openConnection", { connection: connection.title })}
        </Link>
      </p>
      {needsSecret && <ProblemMessage problem={{ severity: "error", message: t("noSecret") }} />}
    </div>
  );
}

function Example({ url, connection }: { url: string; connection: ConnectionRow }) {
  const t = useTranslations("running.hook");
  const text = printExample(url, proofOf(connection));
  return (
    <div className="flex flex-col gap-1">
      <div className="flex max-w-4xl items-center justify-between gap-3">
        <span className="text-sm font-medium">{t("example")}</span>
        <CopyButton text={text} label={t("copyExample")} shown={t("copy")} />
      </div>
      <pre className="max-w-4xl overflow-x-auto rounded-3 border border-line bg-sunken p-3 font-mono text-sm leading-6">
        {text}
      </pre>
    </div>
  );
}

/** The settings of a webhook connection that say how a sender proves itself. */
function proofOf({ settings }: ConnectionRow): Partial<Proof> & Pick<Proof, "proof"> {
  const names = ["proof", "header", "algorithm", "encoding", "prefix"] as const;
  const texts = names.flatMap((name) => {
    const value = settings[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  return { proof: "address", ...Object.fromEntries(texts) };
}
