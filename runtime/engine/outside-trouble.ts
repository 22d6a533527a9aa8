/** SQLSTATE classes of a database that is away, full, stopping or busy with others: 08, 25P03, 40, 53, 55, 57, 58. */
const passingClasses = /^(?:08|40|53|55|57|58)...$|^25P03$/;
/** What the driver and the network say when there is no connection. */
const noConnection = /^(?:CONNECTION_|CONNECT_TIMEOUT|E[A-Z]{3,}$)/;

/**
 * Whether the database or the network failed, rather than something about a record: the same work will do when they are back. What the
 * database refuses for its contents is no such trouble.
 */
export function isOutside(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string")
      return passingClasses.test(at.code) || noConnection.test(at.code);
  }
  return false;
}
