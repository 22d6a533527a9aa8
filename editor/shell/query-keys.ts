/**
 * Where answers of the server are kept. Live events refresh by these keys, so every query uses them: `flows` covers the list and each
 * flow, and so on, because a shorter key covers the longer ones.
 */
export const queryKeys = {
  session: ["session"],
  flows: ["flows"],
  flowList: ["flows", "list"],
  flow: (id: string) => ["flows", "one", id],
  version: (flow: string, number: number) => ["flows", "one", flow, "version", number],
  activation: (flow: string, revision: number) => ["flows", "one", flow, "activation", revision],
  hook: (flow: string) => ["hook", flow],
  cursor: (flow: string) => ["flows", "one", flow, "cursor"],
  held: (flow: string) => ["flows", "one", flow, "held"],
  keeping: (flow: string) => ["flows", "one", flow, "keeping"],
  limits: (flow: string) => ["flows", "one", flow, "limits"],
  problemGroups: (flow: string | undefined) => ["flows", "problem-groups", flow ?? ""],
  queue: (flow: string) => ["flows", "one", flow, "queue"],
  cases: (flow: string) => ["flows", "one", flow, "cases"],
  runs: ["runs"],
  runList: (filter: object) => ["runs", "list", filter],
  run: (id: string) => ["runs", "one", id],
  records: ["records"],
  recordList: (filter: object) => ["records", "list", filter],
  record: (id: string) => ["records", "one", id],
  /** The rows a person is reading: not under `records`, so that live events do not move them. */
  recordPages: (filter: object) => ["record-pages", filter],
  connections: ["connections"],
  connectionList: ["connections", "list"],
  connection: (name: string) => ["connections", "one", name],
  resources: (connection: string) => ["connections", "one", connection, "resources"],
  templates: ["templates"],
} as const;
