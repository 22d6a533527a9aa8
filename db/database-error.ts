/** The database cannot be used, and waiting will not change that. The message says why and what to do. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}
