import type { settings as english } from "../en/settings.ts";
import type { Translation } from "../translation.ts";

export const settings: Translation<typeof english> = {
  title: "Ajustes",
  intro: "Estas elecciones valen para usted, en este navegador.",
  display: "Pantalla",
  language: "Idioma",
  languageHelp: "También decide cómo se escriben fechas y cifras.",
  theme: "Colores",
  density: "Densidad",
  densityHelp: "Cuánto espacio ocupan filas y controles.",
  motion: "Reducir movimiento",
  motionHelp:
    "Los paneles aparecen de golpe en lugar de deslizarse. El ajuste del sistema también cuenta siempre.",
  keyboard: "Teclado",
  singleKeys: "Atajos de una sola letra",
  singleKeysHelp:
    "Letras como N y C actúan en el lienzo. Desactívelo si el dictado o la escritura los dispara sin querer.",
  showShortcuts: "Mostrar todos los atajos",
  account: "Cuenta",
};
