import type * as z from "zod";
import type { ConnectorDefinition } from "./connector.ts";
import type { RecordContext } from "./expression/record-bindings.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Problem } from "./problem.ts";

/** Every type of node there is. Adding one: a folder under nodes/ and a line in each of catalog.ts and pure.ts. */
export const nodeTypes = [
  "source",
  "mapping",
  "filter",
  "router",
  "split",
  "lookup",
  "destination",
  "note",
] as const;

export type NodeType = (typeof nodeTypes)[number];

/** The families that colour and shape a node on the canvas. */
export type NodeKind = "source" | "map" | "logic" | "lookup" | "destination" | "note";

/** A named exit of a node. */
export interface Port {
  readonly name: string;
  readonly title: string;
  /** True when records leaving here with nothing connected are normal (a filter's `dropped`), so the canvas does not ask for an edge. */
  readonly optional?: boolean;
}

/** One expression in a node's config: where it stands, its text, and what it must give. */
export interface ExpressionField {
  /** Path inside the config, for example `branches[1].when`. */
  readonly field: string;
  readonly text: string;
  /** `value`: any JSON; `condition`: truth by JSONata's rules; `list`: an array (one value counts as one element). */
  readonly gives: "value" | "condition" | "list";
}

/** What a flow's connections and connectors look like from inside planning. */
export interface Surroundings {
  readonly connectors: Readonly<Record<string, ConnectorDefinition>>;
  /** Connector type by connection name. Undefined when connections are not known (a command line without `--connections`). */
  readonly connections: ReadonlyMap<string, string> | undefined;
  /** Nodes whose system is replaced for this run (`--input`, `--output`): only the common fields of their config are checked. */
  readonly replaced?: ReadonlySet<string>;
}

/**
 * What a node type is: everything the palette, the form, validation, help and the planner need, in one place.
 * Browser-safe. Methods receive the parsed config, so defaults are already applied.
 */
export interface NodeDefinition<Config = unknown> {
  readonly type: NodeType;
  readonly kind: NodeKind;
  readonly title: string;
  /** One sentence, shown in the palette. */
  readonly summary: string;
  /** Words people search for that are not in the title. */
  readonly synonyms: readonly string[];
  /** Markdown; the examples of the folder are shown below it. */
  readonly help: string;
  /** Whether edges may enter. */
  readonly accepts: boolean;
  /** The schema of the config, with form hints (see field.ts). Its defaults are the only defaults. */
  readonly config: z.ZodType<Config>;
  /** The config of a node just put on the canvas: complete in shape, perhaps with empty texts that are still to fill in. */
  readonly initial: Json;
  /** The exits, in order; the first is meant when an edge names none. */
  ports(config: Config): readonly Port[];
  /** Whether a record leaves by at most one of the ports. Left out: yes. */
  exclusivePorts?(config: Config): boolean;
  /** What the card says below the title, made of the config, for example `status = "paid"`. */
  subtitle(config: Config): string;
  /** All expressions of the config. Planning compiles them and reports their errors with exact ranges. */
  expressions(config: Config): readonly ExpressionField[];
  /** Problems that the schema cannot see. `node` is filled in by planning. */
  check?(config: Config, surroundings: Surroundings, name: string): readonly Problem[];
  /** The folder's examples as they lie there: shown as help, offered as presets, run as tests. Read them by `readExample`. */
  readonly examples: readonly unknown[];
}

/** Types a definition by its own schema. */
export function defineNode<Schema extends z.ZodType>(
  definition: NodeDefinition<z.output<Schema>> & { readonly config: Schema },
): NodeDefinition<z.output<Schema>> {
  return definition;
}

/** One record leaving a pure node by a port. */
export interface Emission {
  readonly port: string;
  readonly data: Json;
  /** Of a split: the element's place, counted from 0, which becomes part of the record's id. */
  readonly ordinal?: number;
  /** Of a split: the element's own key. */
  readonly key?: string;
}

/** What one expression said about one record, for explanations in the preview. */
export interface Verdict {
  readonly field: string;
  readonly port: string;
  readonly value: Json | undefined;
  readonly holds: boolean;
}

/** What a pure step did with one record. Nothing emitted means that the path ends here on purpose, with the reason. */
export interface PureResult {
  readonly emissions: readonly Emission[];
  readonly verdicts?: readonly Verdict[];
  readonly nothing?: string;
}

/** Where in a step's config a rejection comes from. */
export interface RejectionPlace {
  readonly field?: string | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** The value that was seen, shortened. */
  readonly value?: string | undefined;
}

/** A record is refused by a step. Thrown inside runners; the walk turns it into outcome *rejected*. */
export class Rejection extends Error {
  readonly code: string;
  readonly place: RejectionPlace;

  constructor(code: string, message: string, place: RejectionPlace = {}) {
    super(message);
    this.name = "Rejection";
    this.code = code;
    this.place = place;
  }
}

/** A compiled expression that knows where it stands in the config. */
export interface FieldExpression {
  readonly text: string;
  /** Evaluates with all bindings of a record; undefined for no result. Throws {@link Rejection} naming field and range. */
  evaluate(data: Json, context: RecordContext): unknown;
}

/** What a runner gets when a plan opens it. */
export interface OpenedStep<Config> {
  readonly name: string;
  readonly config: Config;
  /** The expression at a config path that the definition's `expressions` names; throws for any other path. */
  expression(field: string): FieldExpression;
}

/** Handles one record: a synchronous function of (config, record, bindings). Throws {@link Rejection}. */
export type PureProcess = (data: Json, context: RecordContext) => PureResult;

/** What a source step reads and how it names its records. */
export interface SourceTerms {
  readonly connection: string;
  readonly resource: string;
  readonly options: JsonObject;
  /** Gives the key of a record; undefined: the resource's own key field. */
  readonly key: FieldExpression | undefined;
  /** Undefined: what the resource declares. */
  readonly records: "state" | "event" | undefined;
}

/** What one record asks of a lookup step. One list of values (one per match field) for each element asked about. */
export interface Asked {
  readonly each: boolean;
  readonly values: readonly (readonly Json[])[];
}

/** What a lookup step asks, of whom. */
export interface LookupTerms {
  readonly connection: string;
  readonly resource: string;
  readonly options: JsonObject;
  readonly fields: readonly string[];
  readonly onMissing: "reject" | "null" | "port";
  /** Throws {@link Rejection}, for example when a match value is empty: a search without filter is never made. */
  ask(data: Json, context: RecordContext): Asked;
}

/** How a destination step writes (README, "Destinations"). */
export interface DestinationTerms {
  readonly connection: string;
  readonly resource: string;
  readonly options: JsonObject;
  readonly match: readonly string[];
  readonly onExisting: "update" | "skip" | "reject";
  readonly onMissing: "create" | "skip" | "reject";
  /** Paths of fields that are sent when creating and never when updating. */
  readonly createOnly: readonly string[];
  readonly compare: "sent" | "target";
  readonly onUnknown: "ask" | "send";
  readonly onDeleted: "ignore" | "update";
  readonly batchSize: number | undefined;
}

/** The running side of a node type, browser-safe. Effects are described here and carried out by the engine. */
export type Runner<Config = unknown> =
  | { readonly does: "nothing" }
  | { readonly does: "read"; open(step: OpenedStep<Config>): SourceTerms }
  | { readonly does: "compute"; open(step: OpenedStep<Config>): PureProcess }
  | { readonly does: "look-up"; open(step: OpenedStep<Config>): LookupTerms }
  | { readonly does: "write"; open(step: OpenedStep<Config>): DestinationTerms };

/** Every runner, by node type. */
export type Runners = Readonly<Record<NodeType, Runner>>;

/** Types a runner by its definition: `implement(filter, { does: "compute", open })`. */
export function implement<Config, Of extends Runner<Config>>(
  _definition: NodeDefinition<Config>,
  runner: Of,
): Of {
  return runner;
}
