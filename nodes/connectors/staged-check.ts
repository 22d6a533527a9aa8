import { type CheckStage, ConnectorError } from "@trasvase/shared/connector.ts";
import { quotaCode } from "@trasvase/shared/quota.ts";
import { asReadError } from "./answer.ts";

/** One thing to find out about a connection. */
export interface CheckStep {
  readonly stage: Exclude<CheckStage["stage"], "reachable">;
  /** Answers what is well, in a sentence. Throws what calls throw; the message of a ConnectorError says how to repair it. */
  look(): Promise<string>;
}

/** Tries steps in order until one fails. That a host can be reached is known by the first answer it gives. */
export async function checkInStages(
  host: string,
  steps: readonly CheckStep[],
): Promise<readonly CheckStage[]> {
  const stages: CheckStage[] = [];
  for (const { stage, look } of steps) {
    try {
      const message = await look();
      if (stages.length === 0) stages.push({ stage: "reachable", ok: true, message: `${host} answers.` });
      stages.push({ stage, ok: true, message });
    } catch (error) {
      const failure = asReadError(error);
      if (!(failure instanceof ConnectorError)) throw failure;
      if (failure.code === quotaCode) {
        // Runs have used up the calls, which shows that the connection works.
        stages.push({ stage, ok: true, message: `Not tried just now. ${failure.message}` });
        return stages;
      }
      const isUnreachable = stages.length === 0 && failure.kind === "transient";
      if (stages.length === 0 && !isUnreachable) {
        stages.push({ stage: "reachable", ok: true, message: `${host} answers.` });
      }
      stages.push({ stage: isUnreachable ? "reachable" : stage, ok: false, message: failure.message });
      return stages;
    }
  }
  return stages;
}
