import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** One step of the way to the page: its name and, except for the page itself, its address. */
export interface Crumb {
  label: string;
  href?: string;
}

interface PageState {
  crumbs: readonly Crumb[];
  /** Where a page puts its own controls, in the top bar. */
  slot: HTMLElement | null;
}

const pageStore = createStore<PageState>(() => ({ crumbs: [], slot: null }));

/** Says where the person is: the breadcrumb of the top bar and the title of the window. The last crumb is the page. */
export function usePage(crumbs: readonly Crumb[]): void {
  const text = JSON.stringify(crumbs);
  useLayoutEffect(() => {
    const way: Crumb[] = JSON.parse(text);
    pageStore.setState({ crumbs: way });
    const names = way.map(({ label }) => label).reverse();
    document.title = [...names, "Trasvase"].join(" · ");
  }, [text]);
}

/** The way to the page shown now. */
export function useCrumbs(): readonly Crumb[] {
  return useStore(pageStore, (state) => state.crumbs);
}

/** Puts controls of the page at the end of the top bar: state of the draft, Activate. */
export function TopBarActions({ children }: { children: ReactNode }) {
  const slot = useStore(pageStore, (state) => state.slot);
  return slot && createPortal(children, slot);
}

/** The place of {@link TopBarActions}; part of the top bar. */
export function TopBarSlot() {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    pageStore.setState({ slot: element });
    return () => pageStore.setState({ slot: null });
  }, [element]);
  return <div ref={setElement} className="flex min-w-0 items-center gap-2" />;
}

export interface PageProps {
  title: string;
  /** One or two sentences below the title. */
  intro?: ReactNode;
  /** Buttons at the height of the title. */
  actions?: ReactNode;
  /** `text` keeps lines short; `full` uses the width, for tables. */
  width?: "text" | "full";
  children: ReactNode;
}

/** An ordinary page: title, actions, content. The canvas has a frame of its own. */
export function Page({ title, intro, actions, width = "full", children }: PageProps) {
  return (
    <div
      className={
        width === "text"
          ? "max-w-3xl px-4 py-6 narrow:px-8"
          : "flex min-h-full flex-col px-4 py-6 narrow:px-8"
      }
    >
      <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 grow">
          <h1 className="text-xl font-medium">{title}</h1>
          {intro && <p className="mt-1 text-ink-2">{intro}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
