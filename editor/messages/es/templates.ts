import type { templates as english } from "../en/templates.ts";
import type { Translation } from "../translation.ts";

export const templates: Translation<typeof english> = {
  title: "Plantillas",
  intro:
    "Flujos que funcionan, para empezar. Al usar una se crea un flujo propio que se puede cambiar con libertad; nada se ejecuta hasta activarlo.",
  steps: "Qué hace, paso a paso",
  needs: "Qué necesita",
  use: "Usar esta plantilla",
  useOf: "Usar esta plantilla: {title}",
  need: { missing: "configurar una conexión", broken: "no funciona, revísela" },
  none: {
    title: "Aquí no hay plantillas",
    why: "Las plantillas vienen con los conectores. Esta instalación no tiene ninguna, así que empiece con un flujo vacío.",
    empty: "Dibujar un flujo vacío",
    flows: "Ir a los flujos",
  },
};
