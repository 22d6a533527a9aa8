/** A row of a CSV file was longer or wider than is read. `row` counts from 1, the header included. */
export class CsvFault extends Error {
  readonly row: number;

  constructor(row: number, message: string) {
    super(message);
    this.name = "CsvFault";
    this.row = row;
  }
}

export interface CsvLimits {
  readonly maxRowLength: number;
  readonly maxColumns: number;
}

export const defaultCsvLimits: CsvLimits = { maxRowLength: 1024 * 1024, maxColumns: 2000 };

/** Splits CSV text that comes in pieces into rows of texts. Quotes may hold separators, line ends and doubled quotes. */
export class CsvSplitter {
  readonly #delimiter: string;
  readonly #limits: CsvLimits;
  #cells: string[] = [];
  #cell = "";
  #length = 0;
  #row = 1;
  #state: "start" | "plain" | "quoted" | "closing" = "start";
  #afterReturn = false;

  constructor(delimiter: string, limits: CsvLimits = defaultCsvLimits) {
    this.#delimiter = delimiter;
    this.#limits = limits;
  }

  /** The rows that this piece completes. Blank lines give none. Throws {@link CsvFault}. */
  *push(text: string): Generator<readonly string[]> {
    for (let at = 0; at < text.length; at++) {
      const plain = this.#passPlainRun(text, at);
      if (plain > at) {
        at = plain - 1;
        continue;
      }
      const row = this.#step(text.charAt(at));
      if (row) yield row;
    }
  }

  /** The last row when no line end follows it. Throws {@link CsvFault} when a quotation mark is still open. */
  *end(): Generator<readonly string[]> {
    if (this.#state === "quoted") {
      throw new CsvFault(
        this.#row,
        "has a quotation mark that is never closed. Close it, or double it if it belongs to the text.",
      );
    }
    const row = this.#endRow();
    if (row) yield row;
  }

  // Most characters belong to a run without meaning; taking the run at once is several times faster than character by character.
  #passPlainRun(text: string, from: number): number {
    let at = from;
    const quoted = this.#state === "quoted";
    for (; at < text.length; at++) {
      const character = text.charAt(at);
      if (character === '"') {
        if (quoted || this.#state === "start" || this.#state === "closing") break;
      } else if (!quoted && (character === this.#delimiter || character === "\n" || character === "\r"))
        break;
      if (!quoted) this.#state = "plain";
    }
    if (at > from) {
      this.#afterReturn = false;
      this.#cell += text.slice(from, at);
      this.#grow(at - from);
    }
    return at;
  }

  #step(character: string): readonly string[] | undefined {
    const afterReturn = this.#afterReturn;
    this.#afterReturn = false;
    if (character === '"') {
      this.#stepQuote();
      return undefined;
    }
    if (character === this.#delimiter) {
      this.#endCell();
      return undefined;
    }
    if (character === "\n" && afterReturn) return undefined;
    this.#afterReturn = character === "\r";
    return this.#endRow();
  }

  #stepQuote(): void {
    this.#grow(1);
    if (this.#state === "quoted") {
      this.#state = "closing";
    } else {
      // A quotation mark right behind a closing one stands for itself.
      if (this.#state === "closing") this.#cell += '"';
      this.#state = "quoted";
    }
  }

  #grow(length: number): void {
    this.#length += length;
    if (this.#length > this.#limits.maxRowLength) {
      throw new CsvFault(
        this.#row,
        `is longer than ${this.#limits.maxRowLength} characters. A quotation mark is probably not closed.`,
      );
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = "start";
    this.#grow(1);
    if (this.#cells.length >= this.#limits.maxColumns) {
      throw new CsvFault(
        this.#row,
        `has more than ${this.#limits.maxColumns} columns. Is the separator right?`,
      );
    }
  }

  #endRow(): readonly string[] | undefined {
    const isBlank = this.#cells.length === 0 && this.#cell === "" && this.#state === "start";
    const row = [...this.#cells, this.#cell];
    this.#cells = [];
    this.#cell = "";
    this.#state = "start";
    this.#length = 0;
    if (isBlank) return undefined;
    this.#row++;
    return row;
  }
}
