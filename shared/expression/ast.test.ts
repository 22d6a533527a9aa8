import { expect, it } from "vitest";
import { parse } from "./parse.ts";

/** Upstream calls its tree internal. When an upgrade changes it, this fails before anything else does. */
it.each([
  "a.b[0].c[]",
  "a@$x.b#$i[$i > 0].(%.c)",
  "a^(>b, c){d: e}",
  "$f(?, -1) ~> $g",
  "function($x)<n:n> { $x ? $f($x) : 2 }",
  "[1..3, 'x']",
  "a ?? b",
  "a ?: b",
  "($x := 1; $x)",
  "|a|{'b': 1}, 'c'|",
  "/ab+/i",
  "{'a': *, 'b': **}",
])("has the tree it had for %s", (text) => {
  expect(JSON.parse(JSON.stringify(parse(text)))).toMatchSnapshot();
});
