import type { messages as english } from "./en.ts";
import { activation } from "./es/activation.ts";
import { canvas } from "./es/canvas.ts";
import { cases } from "./es/cases.ts";
import { code } from "./es/code.ts";
import { connections } from "./es/connections.ts";
import { flows } from "./es/flows.ts";
import { forms } from "./es/forms.ts";
import { glossary } from "./es/glossary.ts";
import { mappingTable } from "./es/mapping-table.ts";
import { panel } from "./es/panel.ts";
import { preview } from "./es/preview.ts";
import { problems } from "./es/problems.ts";
import { running } from "./es/running.ts";
import { runs } from "./es/runs.ts";
import { samples } from "./es/samples.ts";
import { settings } from "./es/settings.ts";
import { shell } from "./es/shell.ts";
import { templates } from "./es/templates.ts";
import { ui } from "./es/ui.ts";
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
