/** The embedded database cannot do what was asked. The message is written for the person who starts Trasvase. */
export class EmbeddedError extends Error {
  override readonly name = "EmbeddedError";
}
