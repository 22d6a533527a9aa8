import * as z from "zod";
import { hashToken, makeToken } from "../auth/token.ts";
import type { SecretKeys } from "../secrets.ts";

/** The token in a flow's webhook address: its hash to compare with, and sealed, so that the address can be shown again. */
export interface HookToken {
  readonly hash: Uint8Array;
  /** For the flow's settings. */
  readonly settings: { readonly hookToken: string };
}

interface FlowWithHook {
  readonly id: string;
  readonly workspaceId: string;
  readonly settings: unknown;
  readonly hookTokenHash: Uint8Array | null;
}

const settingsSchema = z.object({ hookToken: z.string() });

/** Names the place of a flow's token, where alone its seal opens. */
export function hookTokenContext(flow: Pick<FlowWithHook, "id" | "workspaceId">): string {
  return `flow ${flow.workspaceId} ${flow.id} hook token`;
}

/** A new token for a flow. */
export function makeHookToken(keys: SecretKeys, flow: Pick<FlowWithHook, "id" | "workspaceId">): HookToken {
  const token = makeToken();
  const sealed = Buffer.from(keys.seal(token, hookTokenContext(flow))).toString("base64");
  return { hash: hashToken(token), settings: { hookToken: sealed } };
}

/** Where records are pushed to a flow; undefined while it has no token. */
export function hookUrl(keys: SecretKeys, baseUrl: URL, flow: FlowWithHook): URL | undefined {
  const settings = settingsSchema.safeParse(flow.settings);
  if (!settings.success || !flow.hookTokenHash) return undefined;
  const token = keys.open(Buffer.from(settings.data.hookToken, "base64"), hookTokenContext(flow)).toString();
  return new URL(`/hooks/${flow.id}/${token}`, baseUrl);
}
