import { ChevronLeft, ChevronRight } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { focusCanvas } from "../canvas/focus-canvas.ts";
import { definitions } from "../document/catalogue.ts";
import { definitionOf, titleOf } from "../document/definitions.ts";
import { setTitle } from "../document/edits/config.ts";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { CodeFieldsProvider } from "../form/code-fields.tsx";
import { MappingEditingProvider } from "../mapping/editing/mapping-editing.tsx";
import { useCommands } from "../shell/commands.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { DockButtons } from "./dock-buttons.tsx";
import { ColumnsOfStep } from "./panel-columns.tsx";
import { PanelFunctions } from "./panel-functions.tsx";
import { PanelProblems } from "./panel-problems.tsx";
import { StepHelp } from "./step-help.tsx";
import { useWaySteps } from "./use-way-steps.ts";

export interface NodePanelProps {
  node: string;
  /** Whether a panel was open already: one that only follows the canvas leaves the keyboard there. */
  isFollowing: () => boolean;
}

/** One step with its input, settings and output, fed by the current sample (NP-1 to NP-4). Never a modal: the canvas stays in use. */
export function NodePanel({ node, isFollowing }: NodePanelProps) {
  const t = useTranslations("panel");
  const section = useRef<HTMLElement>(null);
  useFocus(section, isFollowing);
  const type = useDocument((state) => state.graph.nodes[node]?.type);
  const title = useDocument((state) => titleOf(state.graph, node, definitions));
  const definition = type === undefined ? undefined : definitionOf(type, definitions);
  if (!definition) return null;
  const columns = <ColumnsOfStep node={node} type={definition.type} title={title} />;
  return (
    <CodeFieldsProvider key={node}>
      <section
        ref={section}
        tabIndex={-1}
        aria-label={t("label", { title })}
        data-command-scope="panel"
        className="relative flex min-h-0 grow flex-col bg-surface outline-none"
      >
        <PanelHead node={node} title={title} />
        <PanelProblems node={node} />
        {definition.type === "mapping" ? (
          <MappingEditingProvider node={node}>{columns}</MappingEditingProvider>
        ) : (
          columns
        )}
      </section>
    </CodeFieldsProvider>
  );
}

/**
 * The panel takes the keyboard when it is opened to work in it, and when the panel it replaces had it. The canvas keeps it after a
 * click or a new step, and while arrow keys walk there; F6 changes over.
 */
function useFocus(section: RefObject<HTMLElement | null>, isFollowing: () => boolean): void {
  const t = useTranslations("panel");
  const { session } = useFlowEditing();
  const wasFollowing = useEffectEvent(isFollowing);
  useEffect(() => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    const isEntered = session.getState().entered && !wasFollowing();
    if (isEntered || isNowhere) section.current?.focus({ preventScroll: true });
  }, [section, session]);
  useCommands([
    {
      id: "panel.focus",
      group: "view",
      label: t("changeOver"),
      keys: ["F6"],
      inFields: true,
      run: () => {
        if (section.current?.contains(document.activeElement)) focusCanvas();
        else section.current?.focus();
      },
    },
  ]);
}

function PanelHead({ node, title }: { node: string; title: string }) {
  const t = useTranslations("panel");
  const word = useTranslations("glossary.node");
  const { document, session } = useFlowEditing();
  const type = useDocument((state) => state.graph.nodes[node]?.type);
  const definition = type === undefined ? undefined : definitionOf(type, definitions);
  const { before, behind } = useWaySteps(node);
  const close = () => {
    session.getState().close();
    focusCanvas();
  };
  usePanelCommands({ before, behind });
  if (!definition) return null;
  return (
    <header className="@container flex h-10 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-3">
      <KindGlyph type={definition.type} size={18} />
      <h2 className="flex min-w-0 items-baseline gap-2 text-lg">
        <StepTitle
          key={title}
          title={title}
          onTitle={(text) => document.getState().apply(setTitle(document.getState().graph, node, text))}
        />
      </h2>
      <span className="hidden shrink-0 text-sm text-ink-3 @min-[38rem]:inline">
        {word(definition.type)} · <code className="font-mono">{node}</code>
      </span>
      <div className="ml-auto flex shrink-0 items-center gap-0.5">
        <IconButton
          icon={ChevronLeft}
          label={t("previousStep")}
          shortcut="Alt+ArrowLeft"
          isDisabled={before === undefined}
          onPress={() => before?.()}
        />
        <IconButton
          icon={ChevronRight}
          label={t("nextStep")}
          shortcut="Alt+ArrowRight"
          isDisabled={behind === undefined}
          onPress={() => behind?.()}
        />
        <span aria-hidden className="mx-1 h-5 w-px bg-line" />
        <PanelFunctions node={node} type={definition.type} />
        <StepHelp node={node} definition={definition} />
        <DockButtons onClose={close} />
      </div>
    </header>
  );
}

/** The step's title, changed in place. */
function StepTitle({ title, onTitle }: { title: string; onTitle: (title: string) => void }) {
  const t = useTranslations("panel");
  const [text, setText] = useState(title);
  return (
    <input
      aria-label={t("title")}
      value={text}
      size={Math.max(6, Math.min(text.length + 1, 40))}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onTitle(text)}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setText(title);
      }}
      className="focus-ring-inset field-sizing-content max-w-96 min-w-16 truncate rounded-3 border border-transparent bg-transparent px-1 font-medium hover:border-line focus:border-line-strong focus:bg-raised"
    />
  );
}

interface PanelMoves {
  before: (() => void) | undefined;
  behind: (() => void) | undefined;
}

function usePanelCommands({ before, behind }: PanelMoves): void {
  const t = useTranslations("panel");
  useCommands([
    {
      id: "panel.next",
      group: "step",
      label: t("nextStep"),
      keys: ["Alt+ArrowRight"],
      inFields: true,
      disabledReason: behind ? undefined : t("noNextStep"),
      run: () => behind?.(),
    },
    {
      id: "panel.previous",
      group: "step",
      label: t("previousStep"),
      keys: ["Alt+ArrowLeft"],
      inFields: true,
      disabledReason: before ? undefined : t("noPreviousStep"),
      run: () => before?.(),
    },
  ]);
}
