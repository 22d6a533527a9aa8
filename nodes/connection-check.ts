import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import { problemsOf } from "@trasvase/shared/graph.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import type { Surroundings } from "@trasvase/shared/node.ts";
import type { Problem } from "@trasvase/shared/problem.ts";

/** The part of a config that names what a step talks to. */
export interface ConnectedConfig {
  readonly connection: string;
  readonly resource: string;
  readonly options: JsonObject;
}

/** What a step does with its resource. */
export type ResourceUse = "read" | "find" | "write";

/** What checking found: the problems, and the resource when it is known for sure. */
export interface ConnectedCheck {
  readonly problems: readonly Problem[];
  readonly resource: ResourceDefinition | undefined;
}

/** A problem that only says that something is still to be filled in. */
export function toFillIn(field: string, what: string): Problem {
  return { code: "to-fill-in", severity: "error", field, message: `${what} is still to be filled in.` };
}

/**
 * Checks that a step's connection and resource exist and fit. When connections are not known here (a command line without
 * `--connections`) or the step's system is replaced for this run, only what can be said without them is said.
 */
export function checkConnected(
  config: ConnectedConfig,
  use: ResourceUse,
  surroundings: Surroundings,
  name: string,
): ConnectedCheck {
  if (surroundings.replaced?.has(name)) return { problems: [], resource: undefined };
  const missing: Problem[] = [];
  if (config.connection === "") missing.push(toFillIn("connection", "The connection"));
  if (config.resource === "") missing.push(toFillIn("resource", "What kind of record"));
  if (missing.length > 0) return { problems: missing, resource: undefined };
  if (!surroundings.connections) return { problems: [unknownHere(config.connection)], resource: undefined };
  const type = surroundings.connections.get(config.connection);
  if (type === undefined) return { problems: [noConnection(config.connection)], resource: undefined };
  const connector = surroundings.connectors[type];
  const resource = connector?.resources.find((one) => one.name === config.resource);
  if (!connector || !resource) {
    const known = connector?.resources.map((one) => one.name).join(", ") ?? "";
    return {
      problems: [
        {
          code: "unknown-resource",
          severity: "error",
          field: "resource",
          message: `${connector?.title ?? type} has no "${config.resource}". It has: ${known}.`,
        },
      ],
      resource: undefined,
    };
  }
  return { problems: checkUse(config, use, resource), resource };
}

function checkUse(config: ConnectedConfig, use: ResourceUse, resource: ResourceDefinition): Problem[] {
  if (use === "write" && !resource.writable) {
    return [
      {
        code: "read-only",
        severity: "error",
        field: "resource",
        message: `${resource.title} can only be read. Choose another kind of record to write.`,
      },
    ];
  }
  if (use === "read" && !resource.readable) {
    return [
      {
        code: "write-only",
        severity: "error",
        field: "resource",
        message: `${resource.title} can only be written. Choose another kind of record to read.`,
      },
    ];
  }
  const schema = { read: resource.readOptions, find: resource.findOptions, write: resource.writeOptions }[
    use
  ];
  const options = schema?.safeParse(config.options);
  return options && !options.success ? problemsOf(options.error, {}, ["options"]) : [];
}

function unknownHere(connection: string): Problem {
  return {
    code: "connection-not-checked",
    severity: "note",
    field: "connection",
    message: `The connection "${connection}" is not known here, so its system and kind of record were not checked. Name it in a file given with --connections to check them.`,
  };
}

function noConnection(connection: string): Problem {
  return {
    code: "unknown-connection",
    severity: "error",
    field: "connection",
    message: `There is no connection "${connection}". Create it under Connections, or choose another.`,
  };
}

/** The match fields of a config as a list; a single name counts as one, empty names are dropped. */
export function matchFields(match: string | readonly string[]): readonly string[] {
  return (typeof match === "string" ? [match] : match).filter((one) => one !== "");
}

/** Problems of match fields that the resource cannot be found by. */
export function checkMatch(
  fields: readonly string[],
  field: string,
  resource: ResourceDefinition | undefined,
): Problem[] {
  if (!resource || resource.match === "any") return [];
  const known = resource.match;
  return fields
    .filter((one) => !known.includes(one))
    .map((one) => ({
      code: "cannot-match",
      severity: "error" as const,
      field,
      message: `${resource.title} cannot be found by "${one}". ${known.length > 0 ? `Choose one of: ${known.join(", ")}.` : "They cannot be found at all."}`,
    }));
}
