import {
  ConnectorError,
  type OutgoingRequest,
  type WriteIntent,
  type WriteResult,
  type Writer,
} from "@trasvase/shared/connector.ts";
import { asReadError, asWriteResult, transientResult } from "./answer.ts";

/** How a system's records are written, one call each. */
export interface RecordWriting<Request> {
  /** Learns what preparing a write needs to know and a preview can do without. Throws what calls throw. */
  ready?(intent: WriteIntent, signal: AbortSignal): Promise<void>;
  /** The request that carries a write out; undefined when an update has nothing left to send. Throws ConnectorError *rejected*. */
  prepare(intent: WriteIntent): Request | undefined;
  /** The request as it leaves, secrets masked. */
  outgoing(request: Request): OutgoingRequest;
  /** Sends it and says what came of it. Throws what calls throw. */
  carryOut(intent: WriteIntent, request: Request, signal: AbortSignal): Promise<WriteResult>;
}

/** The requests that a write makes, without making them. Throws ConnectorError *rejected*. */
export function describeWrite<Request>(
  writing: RecordWriting<Request>,
  intent: WriteIntent,
): readonly OutgoingRequest[] {
  const request = writing.prepare(intent);
  return request === undefined ? [] : [writing.outgoing(request)];
}

/**
 * Writes intents one after the other. Once the system asks to wait or the connection turns out broken, the rest is not tried: it comes
 * back *transient*, and what was written before keeps its result. Throws only when nothing was written yet.
 */
export function openRecordWriter<Request>(writing: RecordWriting<Request>): Writer {
  return {
    async write(intents, signal) {
      const results: WriteResult[] = [];
      for (const intent of intents) {
        try {
          const result = await writeOne(writing, intent, signal);
          results.push(result);
          if (result.kind === "transient") return fill(results, intents.length, result);
        } catch (error) {
          if (!(error instanceof ConnectorError) || results.length === 0) throw error;
          const rest = transientResult(error.code, error.message, error.retryAfterMs);
          return fill(results, intents.length, rest);
        }
      }
      return results;
    },
    async flush() {},
    async close() {},
  };
}

function fill(results: readonly WriteResult[], length: number, rest: WriteResult): readonly WriteResult[] {
  return [...results, ...Array.from({ length: length - results.length }, () => rest)];
}

// Nothing was sent yet, so whatever fails here fails harmlessly.
async function beReady<Request>(
  writing: RecordWriting<Request>,
  intent: WriteIntent,
  signal: AbortSignal,
): Promise<void> {
  try {
    await writing.ready?.(intent, signal);
  } catch (error) {
    throw asReadError(error);
  }
}

async function writeOne<Request>(
  writing: RecordWriting<Request>,
  intent: WriteIntent,
  signal: AbortSignal,
): Promise<WriteResult> {
  try {
    await beReady(writing, intent, signal);
    const request = writing.prepare(intent);
    if (request === undefined)
      return { kind: "written", id: intent.target?.id ?? "", data: intent.target?.data ?? {} };
    const result = await writing.carryOut(intent, request, signal);
    return result.kind === "written" || result.kind === "rejected"
      ? { ...result, request: writing.outgoing(request) }
      : result;
  } catch (error) {
    return asWriteResult(error, intent.action);
  }
}
