import type { LiveEvent } from "@trasvase/shared/contract/event.ts";

/** Live updates inside one server: whoever changes something publishes, every open event stream listens. */
export interface Events {
  publish(workspaceId: string, event: LiveEvent): void;
  /** Answers the function that ends the subscription. */
  subscribe(workspaceId: string, listener: (event: LiveEvent) => void): () => void;
  /** Whether anybody is listening. */
  hasListeners(workspaceId: string): boolean;
}

/** Events in the memory of this process. */
export function makeEvents(): Events {
  const listeners = new Map<string, Set<(event: LiveEvent) => void>>();
  return {
    publish(workspaceId, event) {
      for (const listener of listeners.get(workspaceId) ?? []) listener(event);
    },
    hasListeners: (workspaceId) => listeners.has(workspaceId),
    subscribe(workspaceId, listener) {
      const own = listeners.get(workspaceId) ?? new Set();
      own.add(listener);
      listeners.set(workspaceId, own);
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(workspaceId);
      };
    },
  };
}
