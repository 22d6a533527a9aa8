import { type Ast, type BlockAst, walk } from "../ast.ts";
import { freeVariables } from "../free-variables.ts";
import { type At, type Generation, NotGenerated } from "./generation.ts";
import { nothing, type Operand } from "./operand.ts";

function mentionsLocal(node: Ast, locals: ReadonlyMap<string, Operand>): boolean {
  for (const name of freeVariables(node)) if (locals.has(name)) return true;
  return false;
}

function constructs(node: Ast): boolean {
  let found = false;
  walk(node, (part) => {
    if (part.type === "unary" && part.value !== "-") found = true;
  });
  return found;
}

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
        // A value that contains another twice, again and again, is small here but enormous once written out.
        const grows = mentionsLocal(expression.rhs, locals) && constructs(expression.rhs);
        locals.set(expression.lhs.value, grows ? { ...value, clean: false } : value);
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
