import type postgres from "postgres";

/** Runs a statement that stops on the server when the signal is aborted. Throws the signal's reason then. */
export async function run<Row extends object>(
  sql: postgres.Sql,
  text: string,
  parameters: readonly (string | number | null)[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  signal.throwIfAborted();
  const query = sql.unsafe<Row[]>(text, [...parameters], { prepare: true });
  const cancel = () => query.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await query;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
