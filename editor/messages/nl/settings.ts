import type { settings as english } from "../en/settings.ts";
import type { Translation } from "../translation.ts";

export const settings: Translation<typeof english> = {
  title: "Instellingen",
  intro: "Deze keuzes gelden voor één persoon, in deze browser.",
  display: "Weergave",
  language: "Taal",
  languageHelp: "Bepaalt ook hoe datums en cijfers worden geschreven.",
  theme: "Kleuren",
  density: "Dichtheid",
  densityHelp: "Hoeveel ruimte rijen en knoppen innemen.",
  motion: "Minder beweging",
  motionHelp:
    "Panelen verschijnen ineens in plaats van te schuiven. De instelling van het systeem telt altijd ook mee.",
  keyboard: "Toetsenbord",
  singleKeys: "Sneltoetsen van één letter",
  singleKeysHelp:
    "Letters zoals N en C werken op het canvas. Zet uit als spraakinvoer of typen ze per ongeluk activeert.",
  showShortcuts: "Alle sneltoetsen tonen",
  account: "Account",
};
