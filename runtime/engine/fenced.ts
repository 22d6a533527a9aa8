/** Somebody newer owns the lane or the run: whatever was done is thrown away, and nothing more may be sent. */
export class Fenced extends Error {
  constructor() {
    super("Another worker has taken over this work.");
    this.name = "Fenced";
  }
}
