import { activation } from "./en/activation.ts";
import { canvas } from "./en/canvas.ts";
import { cases } from "./en/cases.ts";
import { code } from "./en/code.ts";
import { connections } from "./en/connections.ts";
import { flows } from "./en/flows.ts";
import { forms } from "./en/forms.ts";
import { glossary } from "./en/glossary.ts";
import { mappingTable } from "./en/mapping-table.ts";
import { panel } from "./en/panel.ts";
import { preview } from "./en/preview.ts";
import { problems } from "./en/problems.ts";
import { running } from "./en/running.ts";
import { runs } from "./en/runs.ts";
import { samples } from "./en/samples.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { templates } from "./en/templates.ts";
import { ui } from "./en/ui.ts";

/** All English texts, by area. English is the language the others are checked against. */
export const messages = {
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
} as const;
