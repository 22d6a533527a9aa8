import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Cable, FileSearch, Search, Workflow, Zap } from "lucide-react";
import { useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from "react-aria-components";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { classNames } from "../ui/class-names.ts";
import type { Icon } from "../ui/icon.ts";
import { Kbd } from "../ui/kbd.tsx";
import { optionClassName } from "../ui/option-row.ts";
import { type Command, useAllCommands } from "./commands.ts";
import { findEntries } from "./find-entries.ts";
import { closeOverlay, overlayStore } from "./open-overlay.ts";
import { connectionListQuery, flowListQuery } from "./rail-counts.ts";

/** The palette: one box that finds pages, flows, connections and records, and does what any command does. */
export function CommandPalette() {
  const t = useTranslations("shell.palette");
  const isOpen = useStore(overlayStore, (state) => state.open === "palette");
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) closeOverlay();
      }}
      isDismissable
      className="overlay-motion fixed inset-0 z-50 flex items-start justify-center bg-[rgb(10_12_16/0.5)] px-4 pt-[12vh]"
    >
      <Modal className="w-full max-w-[600px] overflow-hidden rounded-6 border border-line bg-raised shadow-overlay">
        <Dialog aria-label={t("title")} className="outline-none">
          <PaletteBody />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** One line of the palette. */
export interface PaletteEntry {
  id: string;
  section: "pages" | "flows" | "connections" | "actions";
  label: string;
  detail?: string | undefined;
  synonyms?: readonly string[] | undefined;
  icon: Icon;
  keys?: string | undefined;
  disabledReason?: string | undefined;
  run: () => void;
}

const sections = ["pages", "flows", "connections", "actions"] as const;

function PaletteBody() {
  const t = useTranslations("shell.palette");
  const [text, setText] = useState("");
  const entries = findEntries(usePaletteEntries(), text);
  const router = useRouter();
  const run = (id: string) => {
    closeOverlay();
    if (id === "records") router.history.push(`/records?q=${encodeURIComponent(text.trim())}`);
    else entries.find((entry) => entry.id === id)?.run();
  };
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField
        aria-label={t("search")}
        autoFocus
        className="flex items-center gap-2 border-b border-line px-4"
      >
        <Search aria-hidden size={18} className="shrink-0 text-ink-3" />
        <Input placeholder={t("search")} className="h-12 min-w-0 grow bg-transparent text-lg outline-none" />
      </TextField>
      <Menu
        aria-label={t("title")}
        className="max-h-[min(60vh,480px)] overflow-auto p-1.5 outline-none"
        onAction={(key) => run(String(key))}
        renderEmptyState={() => <p className="px-2 py-4 text-ink-2">{t("empty")}</p>}
      >
        {sections
          .filter((section) => entries.some((entry) => entry.section === section))
          .map((section) => (
            <MenuSection key={section} id={`section ${section}`} aria-label={t(section)}>
              <Header className="px-2 pt-2 pb-0.5 text-xs text-ink-3">{t(section)}</Header>
              {entries
                .filter((entry) => entry.section === section)
                .map((entry) => (
                  <PaletteRow key={entry.id} entry={entry} />
                ))}
            </MenuSection>
          ))}
        {text.trim() !== "" && (
          <MenuItem id="records" textValue={t("records", { text: text.trim() })} className={optionClassName}>
            <FileSearch aria-hidden size={16} className="shrink-0 text-ink-2" />
            <span className="truncate">{t("records", { text: text.trim() })}</span>
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}

function PaletteRow({ entry }: { entry: PaletteEntry }) {
  const { id, label, detail, icon: Glyph, keys, disabledReason } = entry;
  return (
    <MenuItem
      id={id}
      textValue={label}
      isDisabled={disabledReason !== undefined}
      className={classNames(optionClassName, "min-h-9")}
    >
      <Glyph aria-hidden size={16} className="shrink-0 text-ink-2" />
      <span className="flex min-w-0 grow items-baseline gap-2">
        <span className="truncate">{label}</span>
        {(disabledReason ?? detail) && (
          <span className="truncate text-sm text-ink-3">{disabledReason ?? detail}</span>
        )}
      </span>
      {keys && <Kbd keys={keys} />}
    </MenuItem>
  );
}

function usePaletteEntries(): PaletteEntry[] {
  const t = useTranslations("shell");
  const status = useTranslations("glossary.flowStatus");
  const router = useRouter();
  const flows = useQuery(flowListQuery);
  const connections = useQuery(connectionListQuery);
  const go = (path: string) => () => router.history.push(path);
  const commands = useAllCommands().filter(({ onlyKeys }) => !onlyKeys);
  return [
    ...commands.filter(({ group }) => group === "go").map((command) => entryOf(command, "pages")),
    ...(flows.data?.rows ?? []).map((flow) => ({
      id: `flow ${flow.id}`,
      section: "flows" as const,
      label: flow.name,
      detail: status(flow.status),
      icon: Workflow,
      run: go(`/flows/${encodeURIComponent(flow.id)}`),
    })),
    ...(connections.data?.rows ?? []).map((connection) => ({
      id: `connection ${connection.name}`,
      section: "connections" as const,
      label: connection.title,
      detail: connection.connector,
      icon: Cable,
      run: go(`/connections/${encodeURIComponent(connection.name)}`),
    })),
    ...commands
      .filter(({ group }) => group !== "go")
      .map((command) => entryOf(command, "actions", t(`group.${command.group}`))),
  ];
}

function entryOf(command: Command, section: PaletteEntry["section"], detail?: string): PaletteEntry {
  const { id, label, synonyms, keys, disabledReason, run } = command;
  return {
    id: `command ${id}`,
    section,
    label,
    detail,
    synonyms,
    icon: Zap,
    keys: keys?.[0],
    disabledReason,
    run,
  };
}
