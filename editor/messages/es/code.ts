import type { code as english } from "../en/code.ts";
import type { Translation } from "../translation.ts";

export const code: Translation<typeof english> = {
  stopped: "Examinar esta expresión tardó más de 2 segundos y se detuvo. Compruebe si hay un bucle sin fin.",
  presence: "en {present, number} de {possible, number}",
  nothing: "nada",
  item: "{place, number}",
  more: "y {count, number} más",
  valueLabel: "Valor con esta muestra",
  fixesLabel: "Arreglos rápidos",
  kind: {
    field: "Campo",
    variable: "Variable",
    function: "Función",
    table: "Tabla de valores",
    value: "Valor del destino",
  },
  variables: {
    source: "el registro tal como se leyó",
    steps: "lo que dieron los pasos anteriores",
    meta: "clave, id y hora del registro",
    error: "por qué se rechazó antes",
  },
  find: {
    label: "Buscar en esta expresión",
    next: "Coincidencia siguiente",
    previous: "Coincidencia anterior",
    close: "Cerrar",
    found: "{count, plural, =0 {no está} one {# coincidencia} other {# coincidencias}}",
  },
  phrases: {
    close: "Cerrar",
    currentMatch: "coincidencia actual",
    onLine: "en la línea",
    completions: "Sugerencias",
    diagnostics: "Problemas",
    noDiagnostics: "Sin problemas",
  },
};
