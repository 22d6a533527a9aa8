import type { GraphNode } from "@trasvase/shared/graph.ts";
import type { NodeDefinition } from "@trasvase/shared/node.ts";
import { ArrowRight } from "lucide-react";
import { Fragment, memo, useMemo } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { definitionOf } from "../document/definitions.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { sizeOf } from "../document/geometry.ts";
import type { NodePreview } from "../document/preview-reading.ts";
import { usePreviewOfNode } from "../preview/preview-context.tsx";
import { useIsStepAside } from "../preview/record-way-context.tsx";
import { classNames } from "../ui/class-names.ts";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { useCanvas } from "./canvas-store.ts";
import { ConfigSlot } from "./config-slot.tsx";
import { DataSlot, previewWord } from "./data-slot.tsx";
import { stepElementId } from "./dom-ids.ts";
import { NodeHandles } from "./node-handles.tsx";
import { OutlineShape } from "./outline-shape.tsx";
import { useIsFar } from "./react-flow-adapter.tsx";
import { type ConfigHealth, useConfigHealth } from "./step-state.ts";
import { TitleInput } from "./title-input.tsx";

/** One step on the canvas: shape, system, title, what it does, and its two slots. */
export const NodeCard = memo(({ name }: { readonly name: string }) => {
  const node = useDocument((state) => state.graph.nodes[name]);
  const definition = node && definitionOf(node.type, definitions);
  return node ? <KnownCard name={name} node={node} definition={definition} /> : null;
});

interface CardProps {
  readonly name: string;
  readonly node: GraphNode;
  readonly definition: NodeDefinition | undefined;
}

function KnownCard({ name, node, definition }: CardProps) {
  const { session } = useFlowEditing();
  const health = useConfigHealth(name);
  const preview = usePreviewOfNode(name);
  const selected = useSession((state) => state.selection.includes(name));
  const focused = useSession((state) => state.focus?.kind === "node" && state.focus.name === name);
  const verdict = useCanvas((state) =>
    state.connecting && state.connecting.from !== name ? state.connecting.verdictOf(name) : undefined,
  );
  const aside = useIsStepAside(name);
  const far = useIsFar();
  const size = sizeOf(node, definitions);
  const unreached = preview?.state === "not-reached";
  const label = useStepLabel({ name, node, definition }, health, preview);
  const border =
    verdict === "allowed" ? "target" : selected ? "selected" : health.errors > 0 ? "bad" : "rest";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a step is no part of a form
    <div
      id={stepElementId(name)}
      role="group"
      aria-label={label}
      style={{ width: size.width, height: size.height }}
      className={classNames(
        "group/node relative",
        focused && "canvas-focus",
        ((verdict !== undefined && verdict !== "allowed") || aside) && "opacity-40",
      )}
    >
      <OutlineShape type={definition?.type ?? "note"} size={size} border={border} dimmed={unreached} />
      {far ? (
        <FarFace node={node} definition={definition} health={health} />
      ) : (
        <Face
          {...{ name, node, definition, health, preview }}
          onProblem={() => session.getState().open(name, health.first)}
        />
      )}
      <NodeHandles name={name} node={node} far={far} />
    </div>
  );
}

interface FaceProps extends CardProps {
  readonly health: ConfigHealth;
  readonly preview: NodePreview | undefined;
  readonly onProblem: () => void;
}

function Face({ name, node, definition, health, preview, onProblem }: FaceProps) {
  const renaming = useCanvas((state) => state.renaming === name);
  const quiet = preview?.state === "not-reached";
  return (
    <div className="absolute inset-x-0 top-0 flex h-18 items-center gap-2.5 pr-3.5 pl-5">
      <Glyph node={node} dimmed={quiet} />
      <div className="min-w-0 grow">
        <div className="flex h-5 items-center gap-2">
          {renaming ? (
            <TitleInput name={name} />
          ) : (
            <span className={classNames("min-w-0 grow truncate font-medium", quiet && "text-ink-3")}>
              {node.title?.trim() || definition?.title || node.type}
            </span>
          )}
          {!renaming && <ConfigSlot health={health} onOpen={onProblem} />}
        </div>
        <div className="flex h-5 items-center gap-2">
          <Subtitle node={node} definition={definition} quiet={quiet} />
          {preview && <DataSlot preview={preview} />}
        </div>
      </div>
    </div>
  );
}

function Subtitle({
  node,
  definition,
  quiet,
}: {
  readonly node: GraphNode;
  readonly definition: NodeDefinition | undefined;
  readonly quiet: boolean;
}) {
  const resource = useResourceTitle(node);
  const [before, ...behind] = useMemo(
    () => subtitleOf(node, definition, resource).split(" → "),
    [node, definition, resource],
  );
  return (
    <span className={classNames("min-w-0 grow truncate text-sm", quiet ? "text-ink-3" : "text-ink-2")}>
      {before}
      {behind.map((part) => (
        <Fragment key={part}>
          {/* The typeface has no arrow, and not every system can lend one. */}
          <ArrowRight aria-hidden size={12} className="mx-1 inline" />
          {part}
        </Fragment>
      ))}
    </span>
  );
}

/** What a step does, in the words of its definition, with its kind of record called as its system calls it. */
function subtitleOf(
  node: GraphNode,
  definition: NodeDefinition | undefined,
  resourceTitle: string | undefined,
): string {
  const parsed = definition?.config.safeParse(node.config);
  if (!definition || !parsed?.success) return definition?.summary ?? node.type;
  const text = definition.subtitle(parsed.data).replace(/\s+/g, " ");
  const { resource } = node.config;
  const named = typeof resource === "string" && resource !== "" && text.startsWith(resource);
  return named && resourceTitle !== undefined ? resourceTitle + text.slice(resource.length) : text;
}

/** What the system calls the kind of record a step reads or writes. */
function useResourceTitle({ config: { connection, resource } }: GraphNode): string | undefined {
  return useDocument(({ catalogue }) => {
    const type = typeof connection === "string" ? catalogue.connections?.get(connection) : undefined;
    return type === undefined
      ? undefined
      : catalogue.connectors[type]?.resources.find((one) => one.name === resource)?.title;
  });
}

/** The system a step talks to, or the glyph of its type. */
function Glyph({ node, dimmed }: { readonly node: GraphNode; readonly dimmed: boolean }) {
  const { connection } = node.config;
  const connector = useDocument((state) =>
    typeof connection === "string" ? state.catalogue.connections?.get(connection) : undefined,
  );
  const title = useDocument((state) =>
    connector ? state.catalogue.connectors[connector]?.title : undefined,
  );
  const type = definitionOf(node.type, definitions)?.type ?? "note";
  return (
    <span className={classNames("flex size-7 shrink-0 items-center justify-center", dimmed && "opacity-55")}>
      {connector ? (
        <ConnectorGlyph connector={connector} title={title ?? connector} />
      ) : (
        <KindGlyph type={type} size={24} />
      )}
    </span>
  );
}

/** The reduced face of a node that is seen from afar: glyph and a tint that says whether something is wrong. */
function FarFace({ node, definition, health }: Omit<FaceProps, "name" | "preview" | "onProblem">) {
  const wrong = health.errors > 0 || health.toFillIn > 0;
  return (
    <div className="absolute inset-x-0 top-0 flex h-18 items-center gap-4 pr-3.5 pl-6">
      <KindGlyph type={definition?.type ?? "note"} size={40} />
      <span className="min-w-0 grow truncate text-2xl font-medium">
        {node.title?.trim() || definition?.title || node.type}
      </span>
      {wrong && (
        <span
          className={classNames("size-5 shrink-0 rounded-full", health.errors > 0 ? "bg-err" : "bg-warn")}
        />
      )}
    </div>
  );
}

/** What a screen reader says of a step (CAN-26). */
function useStepLabel(
  { name, node, definition }: CardProps,
  health: ConfigHealth,
  preview: NodePreview | undefined,
): string {
  const t = useTranslations("canvas");
  const types = useTranslations("glossary.node");
  const place = useDocument((state) => placeInFlow(state.plan?.steps, name));
  const count = useDocument((state) => Object.keys(state.graph.nodes).length);
  const parts = [
    health.errors > 0 ? t("stateProblems", { count: health.errors }) : "",
    health.toFillIn > 0 ? t("stateToFillIn", { count: health.toFillIn }) : "",
    preview ? t("statePreview", { state: t(`preview.${previewWord(preview)}`) }) : "",
  ];
  return t("step", {
    type: definition ? types(definition.type) : node.type,
    title: node.title?.trim() || definition?.title || node.type,
    index: place,
    count,
    state: parts.join(""),
  });
}

function placeInFlow(steps: readonly { readonly name: string }[] | undefined, name: string): number {
  return (steps?.findIndex((step) => step.name === name) ?? -1) + 1;
}
