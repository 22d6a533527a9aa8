import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutLines, type LineBlock } from "./line-blocks.ts";

async function* inPieces(text: string, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  // One buffer for all pieces: what is handed out is valid until the next piece only.
  const piece = Buffer.alloc(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const length = bytes.copy(piece, 0, at, at + pieceBytes);
    yield piece.subarray(0, length);
  }
}

async function cut(text: string, pieceBytes: number, blockBytes: number): Promise<LineBlock[]> {
  const blocks: LineBlock[] = [];
  for await (const block of cutLines(inPieces(text, pieceBytes), blockBytes)) blocks.push(block);
  return blocks;
}

const line = fc.oneof(
  fc.constantFrom("", " ", "\t\r", "{}", '{"a":"é€"}'),
  fc.string({ unit: "grapheme-ascii", maxLength: 30 }).map((text) => text.replace(/\n/g, "")),
);

describe("cutting an input into blocks of lines", () => {
  it("loses nothing, cuts only between lines and knows the place of every block", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 40 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 80 }),
        async (lines, endsWithNewline, pieceBytes, blockBytes) => {
          const text = lines.join("\n") + (endsWithNewline && lines.length > 0 ? "\n" : "");
          const blocks = await cut(text, pieceBytes, blockBytes);
          const whole = blocks.map((block) => Buffer.from(block.bytes).toString()).join("");
          expect([text, `${text}\n`]).toContain(whole);
          let before = "";
          for (const block of blocks) {
            const complete = before.split("\n").slice(0, -1);
            expect(block.linesBefore).toBe(complete.length);
            expect(block.recordsBefore).toBe(
              complete.filter((one) => one.replace(/[ \t\r]/g, "") !== "").length,
            );
            before += Buffer.from(block.bytes).toString();
            expect(before.endsWith("\n")).toBe(true);
          }
        },
      ),
    );
  });

  it("gives no block for an empty input", async () => {
    expect(await cut("", 10, 10)).toEqual([]);
  });

  it("does not gather a line without end", async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; sent < 60; sent++) yield Buffer.alloc(1024 * 1024, "x");
    }
    const blocks: LineBlock[] = [];
    for await (const block of cutLines(endless())) blocks.push(block);
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.bytes.length).toBeLessThan(20 * 1024 * 1024);
  });
});
