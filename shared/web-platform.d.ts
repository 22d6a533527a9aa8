// The names of the web platform that contracts of this package mention. Browsers and Node both have them; this package is compiled
// without the types of either, so that it cannot come to depend on one. Whoever imports it sees the platform's own declarations.

export {};

declare global {
  interface AbortSignal {
    readonly aborted: boolean;
    readonly reason: unknown;
    throwIfAborted(): void;
  }

  function fetch(input: unknown, init?: unknown): Promise<unknown>;
}
