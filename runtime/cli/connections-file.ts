import type { OpenConnection } from "@trasvase/shared/connector.ts";
import { problemsOf } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { Secret } from "@trasvase/shared/secret.ts";
import * as z from "zod";
import { CommandError } from "./command.ts";
import { readDocument } from "./read-document.ts";

const json: z.ZodType<Json> = z.json();

/** name → connection; a secret is the name of an environment variable, so that the file itself may be shown to others. */
const fileSchema = z.record(
  z.string(),
  z.strictObject({
    connector: z.string(),
    settings: z.record(z.string(), json).default({}),
    secrets: z.record(z.string(), z.strictObject({ env: z.string() })).default({}),
  }),
);

/** Reads the connections of `--connections FILE`. Throws {@link CommandError} listing what does not fit. */
export async function readConnections(path: string): Promise<ReadonlyMap<string, OpenConnection>> {
  const parsed = fileSchema.safeParse(await readDocument(path));
  if (!parsed.success) {
    const lines = problemsOf(parsed.error, {}).map((one) => `  ${one.field ?? "file"}: ${one.message}`);
    throw new CommandError(
      `${path} does not fit: name → { "connector", "settings", "secrets": { name: { "env": "VARIABLE" } } }.\n${lines.join("\n")}`,
    );
  }
  return new Map(
    Object.entries(parsed.data).map(([name, { connector, settings, secrets }]) => [
      name,
      { name, connector, settings, secrets: readSecrets(name, secrets) },
    ]),
  );
}

function readSecrets(
  connection: string,
  secrets: Readonly<Record<string, { readonly env: string }>>,
): Readonly<Record<string, Secret>> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, { env }]) => {
      const text = process.env[env];
      if (text === undefined) {
        throw new CommandError(
          `The connection "${connection}" takes its secret "${name}" from the environment variable ${env}, which is not set.`,
        );
      }
      return [name, new Secret(text)];
    }),
  );
}

/** Connector type by connection name, for planning; undefined when no file was given. */
export function connectorTypes(
  connections: ReadonlyMap<string, OpenConnection> | undefined,
): ReadonlyMap<string, string> | undefined {
  return connections && new Map([...connections].map(([name, { connector }]) => [name, connector]));
}
