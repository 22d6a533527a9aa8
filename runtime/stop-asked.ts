/** Resolves at the first SIGINT, SIGTERM or SIGHUP. The second one ends the process at once: what it started ends by itself with it. */
export function onceStopAsked(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(130);
        isAsked = true;
        resolve();
      });
    }
  });
}
