import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** One query may cost at most that much. */
export const dearest = 1000;

interface Sums {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a query costs at worst: 1 per object, lists and connections as many times as asked for. Scalars are free, a mutation is 10. */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const isMutation = operation.operation === "mutation";
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) return 0;
  const sums: Sums = { schema, variables: coerced ?? variables };
  return (isMutation ? 10 : 0) + selectionCost(sums, root, operation.selectionSet, 1);
}

function selectionCost(
  sums: Sums,
  type: GraphQLCompositeType,
  selection: SelectionSetNode,
  asked: number,
): number {
  let cost = 0;
  for (const one of selection.selections) {
    if (one.kind === Kind.INLINE_FRAGMENT) {
      const named = one.typeCondition ? sums.schema.getType(one.typeCondition.name.value) : type;
      if (isCompositeType(named)) cost += selectionCost(sums, named, one.selectionSet, asked);
    } else if (one.kind === Kind.FIELD) cost += fieldCost(sums, type, one, asked);
  }
  return cost;
}

function fieldCost(sums: Sums, type: GraphQLCompositeType, field: FieldNode, asked: number): number {
  const definition = "getFields" in type ? type.getFields()[field.name.value] : undefined;
  const inner = definition ? getNamedType(definition.type) : undefined;
  if (!field.selectionSet || !isCompositeType(inner)) return 0;
  if (inner.name === "PageInfo") return 0;
  const first = argument(sums, field, "first");
  if (isObjectType(inner) && inner.name.endsWith("Connection"))
    return selectionCost(sums, inner, field.selectionSet, first ?? 10);
  // The nodes of a connection count as many times as were asked for.
  const ids = argument(sums, field, "ids");
  const times = field.name.value === "nodes" ? (ids ?? asked) : (first ?? 1);
  return times * (1 + selectionCost(sums, inner, field.selectionSet, 1));
}

function argument(sums: Sums, field: FieldNode, name: string): number | undefined {
  const node = field.arguments?.find((one) => one.name.value === name)?.value;
  return node && sizeOf(sums, node);
}

function sizeOf(sums: Sums, node: ValueNode): number | undefined {
  if (node.kind === Kind.INT) return Number(node.value);
  if (node.kind === Kind.LIST) return node.values.length;
  if (node.kind !== Kind.VARIABLE) return undefined;
  const value = sums.variables[node.name.value];
  return Array.isArray(value) ? value.length : typeof value === "number" ? value : undefined;
}

/** The bucket that every query pays from; it fills by itself. */
export class SandboxBucket {
  readonly #now: () => number;
  readonly #size: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(options: { readonly now: () => number; readonly size: number; readonly perSecond: number }) {
    this.#now = options.now;
    this.#size = options.size;
    this.#perSecond = options.perSecond;
    this.#left = options.size;
    this.#at = options.now();
  }

  /** Takes the cost; false when there is not enough. */
  take(cost: number): boolean {
    this.#fill();
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }

  giveBack(cost: number): void {
    this.#left = Math.min(this.#size, this.#left + cost);
  }

  status() {
    this.#fill();
    return {
      maximumAvailable: this.#size,
      currentlyAvailable: Math.floor(this.#left),
      restoreRate: this.#perSecond,
    };
  }

  #fill(): void {
    const now = this.#now();
    this.#left = Math.min(this.#size, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
  }
}
