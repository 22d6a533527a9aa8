import type { templates as english } from "../en/templates.ts";
import type { Translation } from "../translation.ts";

export const templates: Translation<typeof english> = {
  title: "Sjablonen",
  intro:
    "Flows die werken, om mee te beginnen. Een sjabloon gebruiken maakt een eigen flow die vrij te wijzigen is; er loopt niets tot die flow wordt geactiveerd.",
  steps: "Wat het doet, stap voor stap",
  needs: "Wat het nodig heeft",
  use: "Dit sjabloon gebruiken",
  useOf: "Dit sjabloon gebruiken: {title}",
  need: { missing: "verbinding instellen", broken: "werkt niet, bekijken" },
  none: {
    title: "Hier zijn geen sjablonen",
    why: "Sjablonen komen mee met de connectors. Deze installatie heeft er geen; begin dus met een lege flow.",
    empty: "Lege flow tekenen",
    flows: "Naar de flows",
  },
};
