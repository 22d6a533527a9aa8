import type { Json } from "@trasvase/shared/json.ts";
import type { ValuePath } from "../expression/expression-path.ts";
import { membersOf, pathId } from "./json-rows.ts";

/** Which places of `after` are not the same in `before`, the way to them included. To be given to a JsonTree. */
export function changedPlaces(before: Json | undefined, after: Json): (path: ValuePath) => boolean {
  const changed = new Set<string>();
  const visit = (path: ValuePath, was: Json | undefined, is: Json): boolean => {
    const members = membersOf(is);
    const earlier = was === undefined ? [] : membersOf(was);
    let differs: boolean;
    if (members.length === 0 && earlier.length === 0) {
      differs = was === undefined || JSON.stringify(was) !== JSON.stringify(is);
    } else {
      const old = new Map(earlier);
      differs = Array.isArray(was) !== Array.isArray(is) || earlier.length !== members.length;
      for (const [key, member] of members) {
        if (visit([...path, key], old.get(key), member)) differs = true;
      }
    }
    if (differs) changed.add(pathId(path));
    return differs;
  };
  visit([], before, after);
  return (path) => changed.has(pathId(path));
}
