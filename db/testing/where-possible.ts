import { it } from "vitest";

/**
 * `it` where the machine allows the test; elsewhere it is left out and says so loudly. For means no test can provide by itself, such as
 * being root; what can be installed must be there, or the test fails.
 */
export function wherePossible(
  possible: boolean,
  missing: string,
): (name: string, run: () => Promise<void>) => void {
  if (possible) return (name, run) => it(name, run);
  return (name) => console.warn(`NOT RUN, ${missing}: ${name}`);
}
