import type { Problem } from "@trasvase/shared/problem.ts";
import { X } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { edgeIds, titleOf } from "../document/definitions.ts";
import { disconnect } from "../document/edits/connect.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { boxOf } from "../document/geometry.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { useViewportActions } from "./react-flow-adapter.tsx";

interface ProblemGroup {
  readonly node: string | undefined;
  readonly title: string;
  readonly problems: readonly { readonly problem: Problem; readonly index: number }[];
}

/** Every problem of the flow, grouped by step, docked below the canvas (CAN-22). A press goes to the field. */
export function ProblemsDock() {
  const isOpen = useSession((state) => state.problemsOpen);
  return isOpen ? <OpenDock /> : null;
}

function OpenDock() {
  const t = useTranslations("canvas.problems");
  const actions = useTranslations("canvas.actions");
  const { document, session } = useFlowEditing();
  const viewport = useViewportActions();
  const problems = useDocument((state) => state.problems);
  const planned = useDocument((state) => state.planned);
  const current = useSession((state) => state.problem);
  const panelOpen = useSession((state) => state.openNode !== undefined);
  const groups = useMemo(
    () =>
      groupByStep(problems, (node) =>
        node === undefined ? t("wholeFlow") : titleOf(planned, node, definitions),
      ),
    [problems, planned, t],
  );
  const removeEdge = (index: number | undefined) => {
    const id = index === undefined ? undefined : edgeIds(planned, definitions)[index];
    const { graph, apply } = document.getState();
    if (id !== undefined) apply(disconnect(graph, [id], definitions));
  };
  const show = (problem: Problem, index: number) => {
    session.getState().set({ problem: index });
    const { graph } = document.getState();
    if (problem.edge !== undefined) {
      const id = edgeIds(planned, definitions)[problem.edge];
      if (id !== undefined) session.getState().select([], [id]);
    } else if (problem.node !== undefined && graph.nodes[problem.node]) {
      session.getState().open(problem.node, problem);
      viewport.reveal(boxOf(graph, problem.node, definitions));
    }
  };
  return (
    <section
      aria-label={t("title")}
      className={classNames(
        "flex shrink-0 flex-col border-t border-line bg-surface",
        panelOpen ? "max-h-36" : "max-h-64",
      )}
    >
      <header className="flex items-center gap-2 py-1 pr-2 pl-4">
        <h2 className="grow font-medium">{t("count", { count: problems.length })}</h2>
        <IconButton
          size="sm"
          icon={X}
          label={t("close")}
          onPress={() => session.getState().set({ problemsOpen: false })}
        />
      </header>
      <div className="min-h-0 overflow-auto px-4 pb-3">
        {problems.length === 0 && <p className="text-ink-2">{t("none")}</p>}
        {groups.map((group) => (
          <div
            key={group.node ?? ""}
            className="mt-2 grid grid-cols-[10rem_1fr] gap-x-4 border-t border-line pt-2 first:mt-0 first:border-t-0 first:pt-0"
          >
            <h3 className="truncate pt-1 text-ink-2">{group.title}</h3>
            <ul>
              {group.problems.map(({ problem, index }) => (
                <li key={index} className="flex items-center gap-2">
                  <button
                    type="button"
                    onClick={() => show(problem, index)}
                    aria-current={index === current}
                    className={classNames(
                      "focus-ring-inset w-full rounded-3 text-left hover:bg-hover",
                      index === current && "bg-hover",
                    )}
                  >
                    <ProblemMessage problem={problem} />
                  </button>
                  {problem.edge !== undefined && (
                    <Button size="sm" onPress={() => removeEdge(problem.edge)}>
                      {actions("disconnect")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function groupByStep(
  problems: readonly Problem[],
  titleFor: (node: string | undefined) => string,
): readonly ProblemGroup[] {
  const groups = new Map<string | undefined, { problem: Problem; index: number }[]>();
  problems.forEach((problem, index) => {
    const group = groups.get(problem.node);
    if (group) group.push({ problem, index });
    else groups.set(problem.node, [{ problem, index }]);
  });
  return [...groups].map(([node, members]) => ({ node, title: titleFor(node), problems: members }));
}
