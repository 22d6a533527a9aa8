/** What another language must hold: the same keys as the English texts, each with a text of its own. */
export type Translation<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Translation<English[Key]>;
};
