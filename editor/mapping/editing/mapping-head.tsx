import { Check, ChevronDown, CodeXml, Sparkles, Table2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCommands } from "../../shell/commands.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { AddTargetField } from "../add-target-field.tsx";
import { likelyScore } from "../suggesting/suggest.ts";
import { useMapping, useMappingView } from "./mapping-editing.tsx";

/** Above the table or the text: which of the two, what is suggested, and a new field. */
export function MappingHead() {
  const t = useTranslations("mappingTable.head");
  const { model, view, actions } = useMapping();
  const mode = useMappingView((state) => state.mode);
  const search = useMappingView((state) => state.search);
  const { cut, text } = model;
  const canSplit = cut.kind === "table" || text.trim() === "";
  useCommands([
    {
      id: "mapping.toggle",
      group: "view",
      label: t("toggle"),
      keys: ["Mod+E"],
      scope: "panel",
      inFields: true,
      run: () => view.setMode(mode === "table" ? "text" : "table"),
    },
  ]);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-2 py-1">
      <SegmentedControl
        label={t("mode")}
        segments={[
          { id: "table", label: t("table"), icon: Table2 },
          { id: "text", label: t("text"), icon: CodeXml },
        ]}
        selected={mode}
        onSelect={view.setMode}
        collapses
      />
      {mode === "table" && canSplit && (
        <SearchField
          label={t("search")}
          value={search}
          onChange={(wanted) => view.show({ search: wanted })}
          className="min-w-24 max-w-56 grow basis-0"
        />
      )}
      <span className="ml-auto flex items-center gap-1">
        {mode === "table" && canSplit && <Suggestions />}
        {canSplit && mode === "table" && <AddTargetField onAdd={actions.add} />}
      </span>
    </div>
  );
}

function Suggestions() {
  const t = useTranslations("mappingTable.head");
  const { model, view, actions } = useMapping();
  const isShown = useMappingView((state) => state.showsSuggestions);
  const all = [...model.suggestions.values()];
  const likely = all.filter((one) => one.score >= likelyScore);
  const groups = groupsOf(all, model.rows);
  if (all.length === 0) return null;
  return (
    <Menu
      label={t("suggestions")}
      trigger={
        <Button variant="quiet" size="sm" icon={Sparkles}>
          <span className="sr-only @min-[30rem]:not-sr-only">{t("suggestions")}</span>
          <Badge>{t("count", { count: all.length })}</Badge>
          <ChevronDown aria-hidden size={14} />
        </Button>
      }
      groups={[
        {
          id: "accept",
          actions: [
            {
              id: "likely",
              label: t("acceptLikely", { count: likely.length }),
              icon: Check,
              disabledReason: likely.length === 0 ? t("noneLikely") : undefined,
              run: () => actions.accept(likely),
            },
            { id: "all", label: t("acceptAll", { count: all.length }), run: () => actions.accept(all) },
            ...groups.map(({ id, title, suggestions }) => ({
              id: `group ${id}`,
              label: t("acceptGroup", { group: title, count: suggestions.length }),
              run: () => actions.accept(suggestions),
            })),
          ],
        },
        {
          id: "show",
          actions: [
            {
              id: "show",
              label: t(isShown ? "hide" : "show"),
              run: () => view.setShowsSuggestions(!isShown),
            },
          ],
        },
      ]}
    />
  );
}

/** The suggestions inside each group of the target that has any. */
function groupsOf(
  all: ReturnType<typeof useMapping>["model"]["suggestions"] extends ReadonlyMap<string, infer One>
    ? readonly One[]
    : never,
  rows: ReturnType<typeof useMapping>["model"]["rows"],
) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows
    .filter((row) => row.kind !== "field")
    .map((row) => ({
      id: row.id,
      title: row.field?.title ?? row.path.at(-1) ?? "",
      suggestions: all.filter((one) => byId.get(one.row)?.above === row.id),
    }))
    .filter((group) => group.suggestions.length > 0);
}
