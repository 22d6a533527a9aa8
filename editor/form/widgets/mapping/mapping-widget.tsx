import { MappingText } from "../../../mapping/mapping-text.tsx";

/** The text of a mapping, seen as a table of target fields or as text. The panel around holds it together with its source and result. */
export function MappingWidget() {
  return <MappingText />;
}
