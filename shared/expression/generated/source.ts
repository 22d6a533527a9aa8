/** Generated code while it is being written: lines, names of its own, and the values it refers to. */
export class Source {
  readonly #lines: string[] = [];
  #entry = "";
  readonly #constants: unknown[] = [];
  readonly #constantNames = new Map<unknown, string>();
  #temporaries = 0;

  line(code: string): void {
    this.#lines.push(code);
  }

  /** A new variable name. */
  name(): string {
    return `t${this.#temporaries++}`;
  }

  /** Declares a variable with a value and gives its name. */
  declare(value: string): string {
    const name = this.name();
    this.line(`const ${name} = ${value};`);
    return name;
  }

  /** A value from outside the code, by a name that is nobody else's. */
  constant(value: unknown): string {
    const known = this.#constantNames.get(value);
    if (known !== undefined) return known;
    const name = `k${this.#constants.length}`;
    this.#constants.push(value);
    this.#constantNames.set(value, name);
    return name;
  }

  /** The function's first line. */
  entry(code: string): void {
    this.#entry = code;
  }

  /** Where the code is now, to go back to. */
  mark(): number {
    return this.#lines.length;
  }

  /** Forgets what was written since. Constants and names stay, unused. */
  rewind(mark: number): void {
    this.#lines.length = mark;
  }

  /** The whole text and the values its first parameter must hold. */
  finish(): { code: string; constants: readonly unknown[] } {
    const names = this.#constants.map((_value, index) => `k${index}`);
    const unpack = names.length === 0 ? "" : `const [${names.join(", ")}] = constants;`;
    const code = [
      '"use strict";',
      unpack,
      // Compared with `x.__proto__`, which engines inline where Object.getPrototypeOf costs 6 ns. An own field of that
      // name hides the real prototype, is therefore unequal, and sends the record to the closures.
      "const plainPrototype = Object.prototype;",
      "return function (input, run) {",
      this.#entry,
      ...this.#lines,
      "};",
    ].join("\n");
    return { code, constants: this.#constants };
  }
}
