import { type RefObject, useEffect, useEffectEvent } from "react";
import { useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { useCodeFields } from "../form/code-fields.tsx";

/** How long a field may take to appear (an expression field loads its editor first). */
const patienceMs = 3000;

/** Brings the caret to the field that was asked for when the step was opened: a problem's, a badge's. `prepare` puts the form in view. */
export function usePlace(frame: RefObject<HTMLElement | null>, node: string, prepare: () => void): void {
  const { session } = useFlowEditing();
  const fields = useCodeFields();
  const place = useSession((state) => (state.openNode === node ? state.place : undefined));
  const show = useEffectEvent(prepare);
  useEffect(() => {
    const field = place?.field;
    if (!place || field === undefined) return;
    show();
    const until = performance.now() + patienceMs;
    let request = 0;
    const look = () => {
      const code = fields.at(field);
      const element = findField(frame.current, field);
      if (code) {
        element?.scrollIntoView({ block: "nearest" });
        if (place.start === undefined) code.focus();
        else code.show(place.start, place.end ?? place.start);
      } else if (element?.querySelector("[aria-busy=true]") || !element) {
        if (performance.now() < until) request = requestAnimationFrame(look);
        return;
      } else {
        element.scrollIntoView({ block: "nearest" });
        element.querySelector<HTMLElement>("input, textarea, button, [contenteditable=true]")?.focus();
      }
      session.getState().placeReached();
    };
    look();
    return () => cancelAnimationFrame(request);
  }, [place, fields, frame, session]);
}

/** The element of a field, or of the nearest one around it. */
function findField(frame: HTMLElement | null, field: string): HTMLElement | undefined {
  const elements = [...(frame?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
  const fits = elements.filter((element) => {
    const own = element.dataset.field ?? "";
    return field === own || field.startsWith(`${own}.`) || field.startsWith(`${own}[`);
  });
  return fits.sort((a, b) => (b.dataset.field?.length ?? 0) - (a.dataset.field?.length ?? 0))[0];
}
