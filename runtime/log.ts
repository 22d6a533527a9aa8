import { pino } from "pino";
import type { Settings } from "./settings.ts";

/** Structured lines on stderr; stdout belongs to the ready line and to the output of commands. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Names whose values never reach the log, whichever object they stand in. */
const secretNames = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "secrets",
  "token",
  "tokens",
  "apiKey",
  "secretKey",
  "databaseUrl",
];

/** The log of this process. */
export function openLog(level: Settings["logLevel"]): Log {
  const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    { level, base: {}, redact: { paths, censor: "•••" } },
    pino.destination({ dest: 2, sync: true }),
  );
}
