import type { BlockAst } from "../ast.ts";
import { type At, type Generation, NotGenerated } from "./generation.ts";
import { nothing, type Operand } from "./operand.ts";

/** `( $x := …; … )`: its variables become JavaScript variables, unless a part of it needs a closure that reads them. */
export function emitBlock(node: BlockAst, at: At, generation: Generation): Operand {
  const { source } = generation;
  const start = source.mark();
  try {
    const locals = new Map(at.locals);
    let result: Operand = nothing;
    node.expressions.forEach((expression, index) => {
      const last = index === node.expressions.length - 1;
      if (
        expression.type === "bind" &&
        expression.predicate === undefined &&
        expression.group === undefined
      ) {
        const value = generation.emit(expression.rhs, { ...at, locals, marked: true });
        locals.set(expression.lhs.value, value);
        result = value;
      } else {
        result = generation.emit(expression, { ...at, locals, marked: last ? at.marked : false });
      }
    });
    return result;
  } catch (error) {
    if (!(error instanceof NotGenerated)) throw error;
    source.rewind(start);
    return generation.fallback(node, at);
  }
}
