import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, Ellipsis, Gauge, History, Play, Redo2, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { CasesButton } from "../cases/cases-button.tsx";
import { useDocument, useSession } from "../document/flow-editing.tsx";
import { TriggerLink } from "../running/trigger-link.tsx";
import { SampleBar } from "../samples/sample-bar.tsx";
import { api, take } from "../shell/api.ts";
import { useCommand, useCommands } from "../shell/commands.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu } from "../ui/menu.tsx";
import { toast } from "../ui/toast.ts";
import type { OpenFlow } from "./open-flow.ts";

// Few ever open it, and number fields are heavy.
const LimitsDialog = lazy(async () => ({ default: (await import("./limits-dialog.tsx")).LimitsDialog }));

/** The bar above the canvas: undo, the sample everything is shown with, problems, run and activate. */
export function FlowBar({ flow }: { readonly flow: OpenFlow }) {
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-2 py-1">
      <HistoryButtons />
      <span aria-hidden="true" className="h-5 w-px bg-line" />
      <div className="flex min-w-0 grow basis-80 items-center overflow-hidden">
        <SampleBar className="border-b-0! px-1!" />
      </div>
      <CasesButton flow={flow.id} />
      <ProblemsButton />
      <TriggerLink flow={flow.id} />
      <RunNow flow={flow} />
      <ActivateButton flow={flow} />
      <MoreMenu flow={flow} />
    </div>
  );
}

const flatWhenDisabled = "data-disabled:border-transparent! data-disabled:bg-transparent!";

function HistoryButtons() {
  const undo = useCommand("flow.undo");
  const redo = useCommand("flow.redo");
  return (
    <div className="flex">
      {undo && (
        <IconButton
          icon={Undo2}
          label={undo.label}
          shortcut="Mod+Z"
          placement="bottom"
          className={flatWhenDisabled}
          isDisabled={undo.disabledReason !== undefined}
          onPress={undo.run}
        />
      )}
      {redo && (
        <IconButton
          icon={Redo2}
          label={redo.label}
          shortcut="Mod+Shift+Z"
          placement="bottom"
          className={flatWhenDisabled}
          isDisabled={redo.disabledReason !== undefined}
          onPress={redo.run}
        />
      )}
    </div>
  );
}

/** What only says that the flow is not finished yet; red is kept for what is wrong. */
const unfinished = new Set(["to-fill-in", "no-source", "no-destination", "unreachable"]);

function ProblemsButton() {
  const t = useTranslations("canvas.problems");
  const count = useDocument(
    (state) => state.problems.filter((problem) => problem.severity !== "note").length,
  );
  const hasErrors = useDocument((state) =>
    state.problems.some((problem) => problem.severity === "error" && !unfinished.has(problem.code)),
  );
  const isOpen = useSession((state) => state.problemsOpen);
  const set = useSession((state) => state.set);
  const isEmpty = useDocument((state) => Object.keys(state.graph.nodes).length === 0);
  if (isEmpty) return null;
  return (
    <Button
      variant="quiet"
      icon={count > 0 ? CircleAlert : CircleCheck}
      aria-expanded={isOpen}
      onPress={() => set({ problemsOpen: !isOpen })}
      className={count === 0 ? "text-ok!" : hasErrors ? "text-err!" : "text-warn!"}
    >
      {t("count", { count })}
    </Button>
  );
}

function RunNow({ flow }: { readonly flow: OpenFlow }) {
  const t = useTranslations("canvas.header");
  const navigate = useNavigate();
  const [isPending, setPending] = useState(false);
  const isActive = flow.activeVersion !== undefined;
  const run = async () => {
    setPending(true);
    try {
      const started = await take(api.flows[":id"].runs.$post({ param: { id: flow.id } }));
      toast({
        message: t("runStarted"),
        tone: "ok",
        action: {
          label: t("showRun"),
          run: () => void navigate({ to: "/runs/$run", params: { run: started.id } }),
        },
      });
    } catch (error) {
      toast({
        message: t("runFailed", { message: error instanceof Error ? error.message : String(error) }),
        tone: "err",
      });
    } finally {
      setPending(false);
    }
  };
  if (!isActive) return null;
  return (
    <Button icon={Play} isPending={isPending} onPress={() => void run()}>
      {t("runNow")}
    </Button>
  );
}

function ActivateButton({ flow }: { readonly flow: OpenFlow }) {
  const t = useTranslations("canvas.header");
  const navigate = useNavigate();
  return (
    <Button
      variant="primary"
      onPress={() => {
        // The activation page shows the stored draft, so everything must be stored first.
        void flow.autosave
          .flush()
          .then(() => navigate({ to: "/flows/$flow/activate", params: { flow: flow.id } }));
      }}
    >
      {t("activate")}
    </Button>
  );
}

function MoreMenu({ flow }: { readonly flow: OpenFlow }) {
  const t = useTranslations("canvas.header");
  const limits = useTranslations("code.limits");
  const navigate = useNavigate();
  const [showsLimits, setShowsLimits] = useState(false);
  useCommands([
    {
      id: "flow.limits",
      group: "flow",
      label: limits("title"),
      run: () => setShowsLimits(true),
    },
  ]);
  return (
    <>
      {showsLimits && (
        <Suspense fallback={null}>
          <LimitsDialog onClose={() => setShowsLimits(false)} />
        </Suspense>
      )}
      <Menu
        label={t("more")}
        trigger={<IconButton icon={Ellipsis} label={t("more")} placement="bottom" />}
        groups={[
          {
            id: "flow",
            actions: [
              {
                id: "versions",
                label: t("versions"),
                icon: History,
                run: () => void navigate({ to: "/flows/$flow/versions", params: { flow: flow.id } }),
              },
              {
                id: "records",
                label: t("records"),
                run: () => void navigate({ to: "/records", search: { flow: flow.id } }),
              },
            ],
          },
          {
            id: "settings",
            actions: [{ id: "limits", label: limits("menu"), icon: Gauge, run: () => setShowsLimits(true) }],
          },
          {
            id: "file",
            actions: [
              {
                id: "export",
                label: t("exportFile"),
                run: () =>
                  void flow.autosave.flush().then(() => window.location.assign(`/api/flows/${flow.id}/file`)),
              },
            ],
          },
        ]}
      />
    </>
  );
}
