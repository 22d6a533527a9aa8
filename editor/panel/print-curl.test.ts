import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printCurl } from "./print-curl.ts";

/** What a real shell makes of the command's words. */
function words(command: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("a request as a curl command", () => {
  it("reads well", () => {
    const request = {
      method: "POST",
      url: "https://api.example.com/orders?x=1",
      headers: { Authorization: "Bearer •••" },
      body: { name: "Joe's" },
    };
    expect(printCurl(request)).toBe(
      [
        "curl -X POST 'https://api.example.com/orders?x=1'",
        "-H 'Authorization: Bearer •••'",
        `--data-raw '{"name":"Joe'\\''s"}'`,
      ].join(" \\\n  "),
    );
  });

  it("reaches curl unchanged through a shell, whatever stands in it", () => {
    const text = fc.string().map((one) => one.replaceAll("\0", ""));
    fc.assert(
      fc.property(text, text, (header, body) => {
        const command = printCurl({ method: "PUT", url: "http://x/", headers: { "X-A": header }, body });
        expect(words(command)).toEqual([
          "-X",
          "PUT",
          "http://x/",
          "-H",
          `X-A: ${header}`,
          "--data-raw",
          body,
        ]);
      }),
      { numRuns: 30 },
    );
  });
});
