import { ConnectorError, type WriteIntent, type WriteResult } from "@trasvase/shared/connector.ts";
import { transientResult } from "./answer.ts";

/**
 * Writes intents one after the other. Once the system asks to wait or the connection turns out broken, the rest is not tried: it comes
 * back *transient*, and what was written before keeps its result. Throws only when nothing was written yet.
 */
export async function writeInOrder(
  intents: readonly WriteIntent[],
  write: (intent: WriteIntent) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = [];
  for (const intent of intents) {
    try {
      const result = await write(intent);
      results.push(result);
      if (result.kind === "transient") return fill(results, intents.length, result);
    } catch (error) {
      if (!(error instanceof ConnectorError) || results.length === 0) throw error;
      return fill(results, intents.length, transientResult(error.code, error.message, error.retryAfterMs));
    }
  }
  return results;
}

function fill(results: readonly WriteResult[], length: number, rest: WriteResult): readonly WriteResult[] {
  return [...results, ...Array.from({ length: length - results.length }, () => rest)];
}
