import type { samples as english } from "../en/samples.ts";
import type { Translation } from "../translation.ts";

export const samples: Translation<typeof english> = {
  bar: {
    label: "Muestra",
    place: "Muestra {at, number} de {count, number}",
    next: "Muestra siguiente",
    previous: "Muestra anterior",
    onlyOne: "Solo hay una muestra.",
    loading: "Obteniendo muestras del origen…",
    none: "Aún no hay muestra",
    gone: "Las muestras obtenidas a las {at} ya no están: el servidor las recuerda una hora y las olvida al reiniciarse.",
    fetchAgain: "Obtener de nuevo",
    keep: "Guardar esta muestra con el flujo",
    isKept: "Esta muestra ya está guardada.",
    change: "Cambiar",
    origin: {
      source: "obtenida {at}",
      pasted: "pegada {at}",
      record: "leída {at}, del historial de registros",
      kept: "guardada, leída {at}",
    },
  },
  picker: {
    open: "Elegir una muestra",
    title: "Qué registro mirar",
    source: "Del origen",
    paste: "Pegar",
    kept: "Guardadas ({count, number})",
    by: "Buscar por",
    key: "Clave de un registro",
    value: "Valor",
    find: "Buscar",
    fetchNewest: "Obtener los más recientes",
    list: "Muestras",
    noneTitle: "No hay muestras",
    noneWhy: "Aún no se ha obtenido nada. Configure el paso de origen o pegue un registro.",
    pushedWhy:
      "A este origen le envían los registros, así que no se pueden pedir. Envíe uno desde el otro sistema mientras escucha, o pegue uno.",
    copyAddress: "Copiar la dirección",
    useHeard: "{count, plural, one {Usar este registro} other {Usar estos # registros}}",
  },
  standIns: "Sustitutos",
  kept: {
    list: "Muestras guardadas",
    noneTitle: "No hay muestras guardadas con este flujo",
    noneWhy:
      "Las muestras obtenidas y pegadas desaparecen al cabo de un tiempo. Guarde una que merezca recordarse, con el marcador de la barra de muestras.",
    name: "Nombre",
    rename: "Cambiar el nombre de {name}",
    saveName: "Guardar el nombre",
    remove: "Quitar {name}",
    removed: "Se ha quitado {name}.",
    undo: "Deshacer",
  },
  keep: {
    title: "Guardar esta muestra con el flujo",
    name: "Nombre",
    keep: "Guardar",
    done: "{name} está guardada con el flujo.",
    personal:
      "{count, plural, one {Este campo dice algo de una persona y pasa a ser un sustituto, un valor inventado del mismo tipo:} other {Estos campos dicen algo de una persona y pasan a ser sustitutos, valores inventados del mismo tipo:}}",
    nothingPersonal:
      "Ningún campo de este origen está marcado como personal, así que el registro se guarda tal cual. Los campos personales se marcan en el paso de origen, en Más ajustes.",
    alreadyStandIns: "Los campos personales de este registro ya son sustitutos.",
  },
  paste: {
    label: "Registros",
    help: "JSON (un registro o una lista), un registro JSON por línea, o CSV con una línea de cabecera. Se quedan en esta ventana.",
    read: "{count, plural, one {# registro leído} other {# registros leídos}} como {format, select, json {JSON} ndjson {NDJSON} csv {CSV} other {texto}}.",
    more: "Quedan fuera {count, number} más.",
    use: "Usar como muestras",
    noRecords: "Esta lista está vacía. Pegue al menos un registro.",
    json: "Esto no es JSON: mire la línea {line, number}.",
    ndjson: "La línea {line, number} no es JSON. Cada línea debe ser un registro completo.",
    csv: {
      "no-header":
        "Esto no es ni JSON ni una tabla: la primera línea debe nombrar al menos dos columnas, con una fila debajo.",
      "open-quote": "Unas comillas que empiezan en la línea {line, number} no se cierran.",
      columns: "La línea {line, number} tiene otro número de columnas que la cabecera.",
    },
  },
};
