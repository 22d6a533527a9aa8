import type { Problem } from "@trasvase/shared/problem.ts";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { edgeIds, titleOf } from "../document/definitions.ts";
import type { DocumentState } from "../document/document-store.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import type { Point } from "../document/geometry.ts";
import type { EdgePreview } from "../document/preview-reading.ts";
import { usePreviewOfEdge } from "../preview/preview-context.tsx";
import { useIsEdgeAside } from "../preview/record-way-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { useCanvasCommands } from "./canvas-commands.ts";
import { useCanvas } from "./canvas-store.ts";
import type { EdgeLineProps } from "./canvas-views.ts";
import { edgeElementId } from "./dom-ids.ts";
import { EdgeChip } from "./edge-chip.tsx";
import { edgeCorners, labelPlace, roundedPath } from "./edge-geometry.ts";
import { useIsFar } from "./react-flow-adapter.tsx";

/** Room between a line and the border it ends at: half a handle. */
const endRoom = 6;
const arrowLength = 7;

/** One connection: its line, its arrow and what passed along it. */
export const EdgeLine = memo((props: EdgeLineProps) => {
  const { id, from, port, to, start, end, selected, bend } = props;
  const { session } = useFlowEditing();
  const preview = usePreviewOfEdge(from, port, to);
  const broken = useDocument((state) => brokenReason(state, id));
  const focused = useSession((state) => state.focus?.kind === "edge" && state.focus.id === id);
  const commands = useCanvasCommands();
  const hovered = useCanvas(
    (state) => state.hoveredEdge === id && !state.connecting && state.moving.size === 0,
  );
  const splicing = useCanvas((state) => state.spliceEdge === id);
  const aside = useIsEdgeAside(id);
  const far = useIsFar();
  const label = useEdgeLabel(props, preview, broken);
  const tip: readonly [number, number] = [end[0] - endRoom + 1, end[1]];
  const corners = edgeCorners([start[0] + endRoom, start[1]], [tip[0] - arrowLength + 1, tip[1]], bend);
  const chip = labelPlace(corners, bend);
  const path = roundedPath(corners);
  const strong = selected || focused || splicing;
  const dashed = preview !== undefined && preview.records === 0;
  const colour = broken ? "stroke-err" : strong ? "stroke-accent" : "stroke-ink-3";
  const fill = broken ? "fill-err" : strong ? "fill-accent" : "fill-ink-3";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an SVG group is not interactive by itself
    <g
      id={edgeElementId(id)}
      role="group"
      aria-label={label}
      className={classNames(focused && "canvas-focus-edge", aside && "opacity-30")}
    >
      <path d={path} fill="none" stroke="transparent" strokeWidth={20} />
      <path
        d={path}
        fill="none"
        strokeWidth={strong ? 2.5 : 1.5}
        strokeDasharray={broken ? "8 5" : dashed ? "4 4" : undefined}
        className={classNames("canvas-edge-stroke", colour)}
      />
      <path
        d={`M${tip[0] - arrowLength} ${tip[1] - 4}L${tip[0]} ${tip[1]}L${tip[0] - arrowLength} ${tip[1] + 4}Z`}
        className={fill}
      />
      {hovered && !far && !selected && (
        <InsertMark
          at={[start[0] + 22, start[1]]}
          onClick={() => commands.openQuickAdd({ kind: "edge", id })}
        />
      )}
      {!far && (preview || broken) && (
        <EdgeChip
          {...chip}
          preview={preview}
          broken={broken}
          onOpen={() => session.getState().openRecordsOf(id)}
        />
      )}
    </g>
  );
});

/** The plus that appears on the line under the pointer (CAN-7). */
function InsertMark({ at, onClick }: { readonly at: Point; readonly onClick: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a second way for the pointer only; by keyboard it is N on the connection
    <g
      transform={`translate(${at[0]} ${at[1]})`}
      className="nopan cursor-default"
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <circle r={12} fill="transparent" />
      <circle r={9} strokeWidth={1.5} className="fill-surface stroke-accent" />
      <path d="M-4 0H4M0 -4V4" strokeWidth={1.5} className="stroke-accent" />
    </g>
  );
}

const brokenEdges = new WeakMap<readonly Problem[], ReadonlyMap<string, string>>();

/** Why planning refuses an edge (CAN-13); undefined when it does not. */
function brokenReason(
  { planned, problems }: Pick<DocumentState, "planned" | "problems">,
  id: string,
): string | undefined {
  let reasons = brokenEdges.get(problems);
  if (!reasons) {
    const ids = problems.some((problem) => problem.edge !== undefined) ? edgeIds(planned, definitions) : [];
    reasons = new Map(
      problems.flatMap((problem) => {
        const edge = problem.edge === undefined ? undefined : ids[problem.edge];
        return edge === undefined ? [] : [[edge, problem.message] as const];
      }),
    );
    brokenEdges.set(problems, reasons);
  }
  return reasons.get(id);
}

function useEdgeLabel(
  { from, port, to }: EdgeLineProps,
  preview: EdgePreview | undefined,
  broken: string | undefined,
): string {
  const t = useTranslations("canvas");
  const fromTitle = useDocument((state) => titleOf(state.graph, from, definitions));
  const toTitle = useDocument((state) => titleOf(state.graph, to, definitions));
  return [
    t("edge", { from: fromTitle, to: toTitle, port: port === "" ? "none" : port }),
    preview ? t("edgeState", { count: preview.records }) : "",
    broken ? t("edgeBroken", { reason: broken }) : "",
  ].join("");
}
