import type { mapping as english } from "../en/mapping.ts";
import type { Translation } from "../translation.ts";

export const mapping: Translation<typeof english> = {
  mode: {
    label: "Mostrar la asignación como",
    table: "Tabla",
    text: "Expresión",
    toggle: "Asignación como tabla o expresión",
  },
  textLabel: "Asignación en JSONata",
  placeholder: "Pulse o arrastre campos de la entrada, o escriba JSONata",
  cannotSplit: "Este texto no forma sus campos uno a uno, por eso se muestra entero. Funciona igualmente.",
  coverage: {
    required: "Obligatorios {filled, number}/{all, number}",
    optional: "Opcionales {filled, number}/{all, number}",
  },
  add: {
    title: "Añadir un campo",
    name: "Campo del destino",
    requiredField: "{name}, obligatorio",
    add: "Añadir",
  },
  table: {
    field: "Campo",
    expression: "Expresión",
    value: "Valor con esta muestra",
    actions: "Acciones",
    required: "obligatorio",
    unknown: "no está en el destino",
    notMapped: "sin asignar",
    cellLabel: "Expresión de {name}",
    cellPlaceholder: "Elija un campo de la entrada, o escriba",
    remove: "Quitar {name} de la asignación",
    chooseRow: "Elija primero el campo de destino: pulse su fila y luego el campo de origen.",
    emptyTitle: "Aún no hay nada asignado",
    emptyWhy:
      "Añada un campo del destino y elija de la entrada lo que va en él. Ponga un destino detrás de este paso y sus campos aparecerán aquí.",
    filter: {
      label: "Filas",
      all: "Todas {count, number}",
      required: "Obligatorias {count, number}",
      mapped: "Asignadas {count, number}",
      problems: "Problemas {count, number}",
    },
  },
  sent: { value: "se envía", empty: "texto vacío", null: "null", "not-sent": "no se envía" },
  result: {
    missing:
      "{resource} {count, plural, one {necesita un campo} other {necesita # campos}} que este registro no tiene: {fields}.",
  },
};
