import { ArrowRight, CornerDownLeft, X } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCodeFields } from "../form/code-fields.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { announce } from "../ui/live-region.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import type { FunctionEntry } from "./expression-question.ts";
import { findFunctions, functionGroups } from "./find-functions.ts";
import { StaticCode } from "./static-code.tsx";
import { useFunctionEntries } from "./use-function-entries.ts";

export interface FunctionReferenceProps {
  node: string;
  /** Path of the step's expression whose sample the examples are computed on. */
  path: string;
  onClose: () => void;
}

/**
 * Every function of an expression, searchable and in groups, with an example computed on the current sample. Both the call and the
 * example can be put into the expression that had the focus last.
 */
export function FunctionReference({ node, path, onClose }: FunctionReferenceProps) {
  const t = useTranslations("code.functions");
  const fields = useCodeFields();
  const list = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState("");
  const entries = useFunctionEntries(node, path);
  const group = useTranslations("code.functions.group");
  const found = useMemo(() => entries && findFunctions(entries, search, group), [entries, search, group]);
  const insertCall = ({ name }: FunctionEntry) => {
    fields.current()?.insertCall(name);
    announce(t("inserted", { text: `$${name}()` }));
  };
  const insertExample = ({ example }: FunctionEntry) => {
    fields.current()?.insert(example.text);
    announce(t("inserted", { text: example.text }));
  };
  const move = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-call]") ?? [])];
    const here = buttons.findIndex((one) => one.closest("li")?.contains(document.activeElement));
    const next = buttons[here + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div
      role="dialog"
      data-inserts-code
      aria-label={t("title")}
      onKeyDown={(event) => {
        move(event);
        if (event.key !== "Escape") return;
        // The panel around would close on it too.
        event.stopPropagation();
        onClose();
      }}
      className="absolute inset-y-0 right-0 z-20 flex w-md max-w-full flex-col border-l border-line-strong bg-surface shadow-overlay"
    >
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-3">
        <h3 className="font-medium">{t("title")}</h3>
        <span className="ml-auto" />
        <IconButton icon={X} label={t("close")} shortcut="Escape" onPress={onClose} />
      </header>
      <div className="shrink-0 border-b border-line p-2">
        <SearchField
          label={t("search")}
          value={search}
          onChange={setSearch}
          onSubmit={() => {
            const first = found?.[0];
            if (first && search.trim() !== "") insertCall(first);
          }}
          autoFocus
        />
      </div>
      <div ref={list} className="min-h-0 grow overflow-auto">
        {found === undefined ? (
          <SkeletonRows />
        ) : found.length === 0 ? (
          <EmptyState title={t("emptyTitle")} why={t("emptyWhy")} />
        ) : (
          <Groups entries={found} onCall={insertCall} onExample={insertExample} />
        )}
      </div>
    </div>
  );
}

interface GroupsProps {
  entries: readonly FunctionEntry[];
  onCall: (entry: FunctionEntry) => void;
  onExample: (entry: FunctionEntry) => void;
}

function Groups({ entries, onCall, onExample }: GroupsProps) {
  const t = useTranslations("code.functions.group");
  return functionGroups.map((group) => {
    const own = entries.filter((entry) => entry.group === group);
    if (own.length === 0) return null;
    return (
      <section key={group} aria-label={t(group)}>
        <h4 className="sticky top-0 z-10 border-b border-line bg-sunken px-3 py-1 text-sm font-medium text-ink-2">
          {t(group)}
        </h4>
        <ul>
          {own.map((entry) => (
            <Entry
              key={entry.name}
              entry={entry}
              onCall={() => onCall(entry)}
              onExample={() => onExample(entry)}
            />
          ))}
        </ul>
      </section>
    );
  });
}

function Entry({
  entry,
  onCall,
  onExample,
}: {
  entry: FunctionEntry;
  onCall: () => void;
  onExample: () => void;
}) {
  const t = useTranslations("code");
  const { name, parameters, summary, example } = entry;
  return (
    <li className="border-b border-line px-3 py-2 hover:bg-hover">
      <button
        type="button"
        data-call={name}
        onClick={onCall}
        title={t("functions.insertCall", { name: `$${name}` })}
        className="focus-ring -mx-1 block w-full rounded-3 px-1 text-left"
      >
        <code className="font-mono text-sm">
          <span className="text-accent">${name}</span>
          <span className="text-ink-2">({parameters.join(", ")})</span>
        </code>
        <span className="block text-sm text-ink-2">{summary}</span>
      </button>
      <div className="mt-1 flex items-start gap-1 rounded-3 bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
        <div className="min-w-0 grow py-0.5 break-words">
          <StaticCode text={example.text} />
          <ArrowRight aria-hidden size={12} className="mx-1.5 inline text-ink-3" />
          {example.error !== undefined ? (
            <span className="text-err">{example.error}</span>
          ) : (
            <samp className="font-mono">{example.value ?? t("nothing")}</samp>
          )}
        </div>
        <IconButton
          icon={CornerDownLeft}
          size="sm"
          label={t("functions.insertExample", { name: `$${name}` })}
          onPress={onExample}
        />
      </div>
    </li>
  );
}
