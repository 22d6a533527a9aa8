import { cpus } from "node:os";
import { dirname, resolve } from "node:path";
import { databaseFolder } from "@trasvase/db/clone-root.ts";
import * as z from "zod";

/** Everything that the environment decides, read once at the start. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds the embedded database, the secret key and `files`. */
  readonly dataDir: string;
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Where people reach the server; undefined: where it listens. */
  readonly baseUrl: URL | undefined;
  readonly secretKey: string | undefined;
  readonly workers: number;
  readonly leaseSeconds: number;
  readonly callSeconds: number;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly allowPrivateNetwork: boolean;
  readonly demo: boolean;
}

/** One setting as the README shows it. */
export interface SettingRow {
  readonly name: string;
  readonly unset: string;
  readonly meaning: string;
}

/** Most engine workers that are started without being asked: each takes about 100 MB. */
const mostWorkersUnasked = 4;

const flag = z.enum(["true", "false", "1", "0", "yes", "no"], "Use true or false.").transform((text) => {
  return text === "true" || text === "1" || text === "yes";
});

function wholeNumber(least: number, most: number) {
  const message = `Use a whole number from ${least} to ${most}.`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.number().min(least, message).max(most, message));
}

const webAddress = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash) return url;
  context.addIssue("Use an address without path such as https://flows.example.com.");
  return z.NEVER;
});

const postgresAddress = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, "Use an address such as postgres://user:password@server:5432/database.");

const table = {
  PORT: {
    schema: wholeNumber(0, 65_535),
    unset: "3000",
    meaning: "Port the server listens on; 0 takes any free one.",
  },
  HOST: {
    schema: z.string().regex(/^[\w.:-]+$/, "Use a name or an IP address."),
    unset: "127.0.0.1",
    meaning: "Address the server listens on; 0.0.0.0 makes it reachable from other machines.",
  },
  DATA_DIR: {
    schema: z.string(),
    unset: ".data",
    meaning:
      "Folder of the embedded database, the secret key and the files of file connections, relative to the clone.",
  },
  DATABASE_URL: {
    schema: postgresAddress,
    unset: "",
    meaning: "A PostgreSQL server (15 or later) instead of the embedded one.",
  },
  BASE_URL: {
    schema: webAddress,
    unset: "",
    meaning:
      "Address people and webhook senders use, when it differs from HOST and PORT. With https the sign-in cookie is sent over https only.",
  },
  SECRET_KEY: {
    schema: z.string(),
    unset: "",
    meaning:
      "32 random bytes in base64 that encrypt secrets and payloads; left out, made once and kept in DATA_DIR/secret.key. Several, the newest first, separated by commas.",
  },
  WORKERS: {
    schema: wholeNumber(0, 64),
    unset: String(Math.max(1, Math.min(cpus().length, mostWorkersUnasked))),
    meaning: "Engine worker processes; 0 when other machines do the work.",
  },
  LEASE_SECONDS: {
    schema: wholeNumber(1, 600),
    unset: "30",
    meaning:
      "How long the work of a worker that is not heard of stays with it; afterwards another one takes it over.",
  },
  CALL_SECONDS: {
    schema: wholeNumber(1, 600),
    unset: "60",
    meaning:
      "Longest call to another system. A call that got no answer is looked into after twice this time.",
  },
  LOG_LEVEL: {
    schema: z.enum(["debug", "info", "warn", "error"], "Use debug, info, warn or error."),
    unset: "info",
    meaning: "Least important lines of the log that are written.",
  },
  ALLOW_PRIVATE_NETWORK: {
    schema: flag,
    unset: "false",
    meaning:
      "Whether connections may call private addresses (10.x, 192.168.x, localhost …), as systems in the own network need.",
  },
  DEMO: {
    schema: flag,
    unset: "true",
    meaning: "Whether the first start makes the demo connections and flows and serves the sandboxes.",
  },
} as const satisfies Readonly<Record<string, { schema: z.ZodType; unset: string; meaning: string }>>;

/** The settings for the README, in its order. */
export const settingRows: readonly SettingRow[] = Object.entries(table).map(([name, row]) => ({
  name,
  // The number of workers depends on the machine that prints this.
  unset: name === "WORKERS" ? `number of processors, at most ${mostWorkersUnasked}` : row.unset,
  meaning: row.meaning,
}));

/** One or more settings cannot be used. The message lists every one of them with what to write instead. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Reads the settings. An empty variable counts as not set. Throws {@link SettingsError} naming every wrong value at once. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const wrong: string[] = [];
  function read<Name extends keyof typeof table>(
    name: Name,
  ): z.output<(typeof table)[Name]["schema"]> | undefined {
    const text = environment[name]?.trim() || table[name].unset;
    if (text === "") return undefined;
    const parsed = table[name].schema.safeParse(text);
    // TypeScript cannot follow the pairing of one name with its own schema through the table.
    if (parsed.success) return parsed.data as z.output<(typeof table)[Name]["schema"]>;
    const shown = name === "SECRET_KEY" || name === "DATABASE_URL" ? "the value given" : `"${text}"`;
    wrong.push(`${name}: ${shown} cannot be used. ${parsed.error.issues[0]?.message ?? ""}`);
    return undefined;
  }
  const settings: Settings = {
    port: read("PORT") ?? 3000,
    host: read("HOST") ?? "127.0.0.1",
    dataDir: resolve(dirname(databaseFolder()), read("DATA_DIR") ?? ".data"),
    databaseUrl: read("DATABASE_URL"),
    baseUrl: read("BASE_URL"),
    secretKey: read("SECRET_KEY"),
    workers: read("WORKERS") ?? 1,
    leaseSeconds: read("LEASE_SECONDS") ?? 30,
    callSeconds: read("CALL_SECONDS") ?? 60,
    logLevel: read("LOG_LEVEL") ?? "info",
    allowPrivateNetwork: read("ALLOW_PRIVATE_NETWORK") ?? false,
    demo: read("DEMO") ?? true,
  };
  if (wrong.length > 0) {
    throw new SettingsError(`These settings of the environment have to change:\n  ${wrong.join("\n  ")}`);
  }
  return settings;
}
