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
    refreshNow: "preguntar otra vez",
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
    noMatch: "No se buscan registros existentes.",
    stale:
      "Se está preguntando a los sistemas por el registro tal como está ahora. Esta es la respuesta anterior.",
    staleFailed:
      "No se ha podido preguntar a los sistemas por el registro tal como está ahora. Esta es la respuesta anterior.",
    matchedBy: "Buscado",
    found: "Encontrado",
    foundCount: "{count, plural, =0 {nada, así que sería nuevo} one {# registro} other {# registros}}",
    sentBefore: "Enviado antes como",
    asked: "Preguntado",
    cost: "Coste",
    calls:
      "{lookUps, plural, =0 {} one {# llamada para buscar, } other {# llamadas para buscar, }}{writes, plural, =0 {ninguna para enviar} one {# para enviar} other {# para enviar}}",
    allows: "el sistema permite {what}",
    allowed: {
      minute: "{calls, number} por minuto",
      day: "{calls, number} al día",
      window: "{calls, number} por {name}",
    },
    changes: "{count, plural, =0 {No cambiaría nada} one {Cambiaría # campo} other {Cambiarían # campos}}",
    differs:
      "{count, plural, =0 {Nada difiere en el destino} one {# campo difiere en el destino} other {# campos difieren en el destino}}",
    differsInTarget:
      "No se envía nada porque el registro es igual a lo último que se envió. Aun así, en el destino hay otros valores.",
    allFields: "Todos los campos",
    moreFields: "{count, plural, one {# campo más} other {# campos más}}",
    field: "Campo",
    now: "En el destino",
    after: "Se enviaría",
    left: "se queda",
    leftWhy: "Solo se envía al crear: una actualización deja el valor que hay.",
    kindOfWrite: "Tipo de petición",
    would: { create: "Crear", update: "Actualizar" },
    other: { create: "Si fuera nuevo", update: "Si ya estuviera" },
    not: {
      create: "No es lo que ocurriría ahora: es lo que se enviaría si no se encontrara nada.",
      update:
        "No es lo que ocurriría ahora: es lo que se enviaría si el registro ya estuviera. El identificador ocupa el lugar del suyo.",
    },
    createOnly: { create: "Solo se envía al crear:", update: "Una actualización lo deja fuera:" },
    nothingLeft: "No queda nada que enviar: para su sistema los valores que hay son los mismos.",
    absent: "ausente",
    emptyText: "texto vacío",
    requests: "{count, plural, =0 {Ninguna petición} one {La petición} other {# peticiones, en este orden}}",
    copyCurl: "Copiar como cURL",
    body: "Cuerpo de la petición",
  },
};
