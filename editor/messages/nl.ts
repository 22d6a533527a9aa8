import type { messages as english } from "./en.ts";
import { activation } from "./nl/activation.ts";
import { canvas } from "./nl/canvas.ts";
import { cases } from "./nl/cases.ts";
import { code } from "./nl/code.ts";
import { connections } from "./nl/connections.ts";
import { flows } from "./nl/flows.ts";
import { forms } from "./nl/forms.ts";
import { glossary } from "./nl/glossary.ts";
import { mappingTable } from "./nl/mapping-table.ts";
import { panel } from "./nl/panel.ts";
import { preview } from "./nl/preview.ts";
import { problems } from "./nl/problems.ts";
import { running } from "./nl/running.ts";
import { runs } from "./nl/runs.ts";
import { samples } from "./nl/samples.ts";
import { settings } from "./nl/settings.ts";
import { shell } from "./nl/shell.ts";
import { templates } from "./nl/templates.ts";
import { ui } from "./nl/ui.ts";
import type { Translation } from "./translation.ts";

/** All texts of this language, by area. */
export const messages: Translation<typeof english> = {
  activation,
  canvas,
  code,
  cases,
  connections,
  flows,
  forms,
  glossary,
  mappingTable,
  panel,
  preview,
  problems,
  running,
  runs,
  samples,
  settings,
  shell,
  templates,
  ui,
};
