import { describe, expect, it } from "vitest";
import { PersonalTexts } from "./personal-texts.ts";

function learnt() {
  const texts = new PersonalTexts();
  texts.learn(
    {
      name: "Anna O'Neil",
      email: "anna@x.nl",
      nr: "12",
      code: 48151623,
      same: "B2B",
      lines: [{ to: "Béla" }],
    },
    {
      name: "Bodo E'Kuti",
      email: "bodo@k.test",
      nr: "35",
      code: 90210877,
      same: "B2B",
      lines: [{ to: "Roni" }],
    },
  );
  return texts;
}

describe("personal texts", () => {
  it.each([
    [
      "https://x.example/a?$filter=Email eq 'anna@x.nl'",
      "https://x.example/a?$filter=Email eq 'bodo@k.test'",
    ],
    [
      "https://x.example/a?q=anna%40x.nl&n=Anna%20O'Neil",
      "https://x.example/a?q=bodo%40k.test&n=Bodo%20E'Kuti",
    ],
    ["n=Anna+O'Neil", "n=Bodo+E'Kuti"],
    ["Name eq 'Anna O''Neil'", "Name eq 'Bodo E''Kuti'"],
    ['{"n":"B\u00e9la"}', '{"n":"Roni"}'],
    ["ANNA@X.NL is known", "BODO@K.TEST is known"],
    ["order 2012 of 12", "order 2012 of 12"],
    ["code 48151623", "code 90210877"],
    ["Bélanger", "Bélanger"],
  ])("are replaced in %j", (text, expected) => {
    expect(learnt().text(text)).toBe(expected);
  });

  it("are replaced word by word in messages", () => {
    expect(learnt().message('"Anna" is no number, nor is "Anna O…"')).toBe(
      '"Bodo" is no number, nor is "Bodo O…"',
    );
  });

  it("are replaced as whole members only, where parts must stay", () => {
    expect(learnt().whole({ a: "Anna O'Neil", b: "for Anna O'Neil", n: 48151623, nr: 12, t: true })).toEqual({
      a: "Bodo E'Kuti",
      b: "for Anna O'Neil",
      n: 90210877,
      nr: 12,
      t: true,
    });
    expect(learnt().inside({ b: ["for Anna O'Neil"] })).toEqual({ b: ["for Bodo E'Kuti"] });
  });

  it("leave everything alone where nothing is personal", () => {
    const none = new PersonalTexts();
    expect(none.text("Anna")).toBe("Anna");
    expect(none.message("Anna")).toBe("Anna");
    expect(none.inside({ a: "Anna" })).toEqual({ a: "Anna" });
  });
});
