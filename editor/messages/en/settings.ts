export const settings = {
  title: "Settings",
  intro: "These choices hold for you, in this browser.",
  display: "Display",
  language: "Language",
  languageHelp: "Also decides how dates and figures are written.",
  theme: "Colours",
  density: "Density",
  densityHelp: "How much room rows and controls take.",
  motion: "Reduce motion",
  motionHelp: "Panels appear at once instead of sliding. The system's own setting always counts too.",
  keyboard: "Keyboard",
  singleKeys: "Single-letter shortcuts",
  singleKeysHelp:
    "Letters such as N and C act on the canvas. Switch off if speech input or typing triggers them by accident.",
  showShortcuts: "Show all shortcuts",
  account: "Account",
} as const;
