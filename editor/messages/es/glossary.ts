import type { glossary as english } from "../en/glossary.ts";
import type { Translation } from "../translation.ts";

export const glossary: Translation<typeof english> = {
  outcome: {
    created: "Creado",
    updated: "Actualizado",
    unchanged: "Sin cambios",
    skipped: "Omitido",
    filtered: "Filtrado",
    superseded: "Reemplazado",
    retrying: "Reintentando",
    rejected: "Rechazado",
    unknown: "En comprobación",
  },
  flowStatus: {
    draft: "Borrador",
    active: "Activo",
    changed: "Activo, borrador distinto",
    paused: "En pausa",
    stopped: "Detenido",
    "needs-connection": "Falta conexión",
  },
  runState: {
    queued: "En espera",
    running: "En curso",
    paused: "En pausa",
    succeeded: "Terminada",
    failed: "Fallida",
    stopped: "Detenida",
  },
  trigger: {
    manual: "A mano",
    schedule: "Programación",
    webhook: "Webhook",
    retry: "Reintento",
    backfill: "Carga anterior",
  },
  node: {
    source: "Origen",
    mapping: "Asignación",
    filter: "Filtro",
    router: "Bifurcación",
    split: "División",
    lookup: "Consulta",
    destination: "Destino",
    note: "Nota",
  },
};
