/** What finding double arrivals needs of a step. */
export interface PathStep {
  readonly name: string;
  readonly config: unknown;
  readonly definition: { exclusivePorts?(config: unknown): boolean };
  readonly previous: readonly { readonly from: PathStep; readonly port: string }[];
}

/**
 * Names of the steps that one record can reach by two ways at once, of an acyclic graph in topological order.
 * Two ways are held apart by the nearest step that all ways go through: if they leave it by different exits of which a record takes
 * only one, they exclude each other. Near-linear, by immediate dominators.
 */
export function findDoubleArrivals(order: readonly PathStep[]): string[] {
  const places = new Map<PathStep, number>(order.map((step, place) => [step, place]));
  const depth = new Map<PathStep, number>();
  const dominator = new Map<PathStep, PathStep>();
  /** By which exits of its dominator a step is reached. */
  const via = new Map<PathStep, ReadonlySet<string>>();
  const found: string[] = [];
  for (const step of order) {
    const entries = step.previous.filter((edge) => depth.has(edge.from) && places.has(edge.from));
    const first = entries[0];
    if (!first) {
      depth.set(step, 0);
      continue;
    }
    const common = entries.reduce<PathStep | undefined>(
      (above, edge) => (above ? meet(above, edge.from, dominator, depth) : undefined),
      first.from,
    );
    if (!common) {
      depth.set(step, 0);
      continue;
    }
    const ways = entries.map((edge) => exits(edge, common, dominator, via));
    dominator.set(step, common);
    depth.set(step, (depth.get(common) ?? 0) + 1);
    via.set(step, new Set(ways.flatMap((way) => [...way])));
    if (entries.length > 1 && !excludeEachOther(common, ways)) found.push(step.name);
  }
  return found;
}

function meet(
  a: PathStep,
  b: PathStep,
  dominator: ReadonlyMap<PathStep, PathStep>,
  depth: ReadonlyMap<PathStep, number>,
): PathStep | undefined {
  let left: PathStep | undefined = a;
  let right: PathStep | undefined = b;
  while (left && right && left !== right) {
    if ((depth.get(left) ?? 0) >= (depth.get(right) ?? 0)) left = dominator.get(left);
    else right = dominator.get(right);
  }
  return left && right ? left : undefined;
}

function exits(
  edge: { readonly from: PathStep; readonly port: string },
  common: PathStep,
  dominator: ReadonlyMap<PathStep, PathStep>,
  via: ReadonlyMap<PathStep, ReadonlySet<string>>,
): ReadonlySet<string> {
  if (edge.from === common) return new Set([edge.port]);
  let top = edge.from;
  for (let above = dominator.get(top); above && above !== common; above = dominator.get(top)) top = above;
  return via.get(top) ?? new Set();
}

function excludeEachOther(common: PathStep, ways: readonly ReadonlySet<string>[]): boolean {
  const exclusive =
    common.config === undefined || (common.definition.exclusivePorts?.(common.config) ?? true);
  if (!exclusive) return false;
  const seen = new Set<string>();
  for (const way of ways) {
    for (const exit of way) {
      if (seen.has(exit)) return false;
      seen.add(exit);
    }
  }
  return true;
}
