export const templates = {
  title: "Templates",
  intro:
    "Flows that work, to begin with. Using one makes a flow of your own that you can change as you like; nothing runs until you activate it.",
  steps: "What it does, step by step",
  needs: "What it needs",
  use: "Use this template",
  useOf: "Use this template: {title}",
  need: { missing: "set up a connection", broken: "does not work, look at it" },
  none: {
    title: "No template here",
    why: "Templates come with the connectors. This installation has none, so begin with an empty flow.",
    empty: "Draw an empty flow",
    flows: "Go to the flows",
  },
} as const;
