import type { preview as english } from "../en/preview.ts";
import type { Translation } from "../translation.ts";

export const preview: Translation<typeof english> = {
  state: {
    stopped: "Se ha detenido {step}: {expression} no terminó en 2 segundos.",
    failed: "No se ha podido calcular la vista previa. {message}",
    server: "No se ha podido preguntar a los sistemas. {message}",
    asking: "Preguntando a los sistemas…",
    askedAt: "sistemas consultados {at}",
    nothingSent: "Vista previa, no se envía nada",
    refresh: "Preguntar de nuevo a los sistemas",
  },
  condition: {
    and: "y",
    or: "o",
    true: "verdadero",
    false: "falso",
    nothing: "nada",
    failed: "error",
    wholeHolds: "La condición se cumple",
    wholeFails: "La condición no se cumple",
  },
  dryRun: {
    notSent: "No enviado",
    notSentWhy: "Esto es lo que pasaría en una ejecución.",
    decision: {
      create: "Crear",
      update: "Actualizar",
      unchanged: "Sin cambios, nada que enviar",
      skip: "Dejar como está",
      reject: "Rechazar",
    },
    provisional:
      "Depende de un registro que aún no existe; algunos valores ocupan el lugar de los que dará su sistema.",
    matchedBy: "Buscado por",
    found: "Encontrado",
    notFound: "nada, así que sería nuevo",
    noMatch: "No se buscan registros existentes.",
    matchedRecord: "El registro que hay ahora",
    changes: "{count, plural, one {Cambiaría # campo} other {Cambiarían # campos}}",
    newFields: "{count, plural, one {Se rellenaría # campo} other {Se rellenarían # campos}}",
    field: "Campo",
    now: "Ahora",
    after: "Después",
    absent: "ausente",
    emptyText: "texto vacío",
    requests: "{count, plural, one {La petición} other {# peticiones, en este orden}}",
    copyCurl: "Copiar como cURL",
    body: "Cuerpo de la petición",
  },
};
