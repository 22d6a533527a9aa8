import { preferenceStore } from "../shell/preferences.ts";
import { ExpressionWorker } from "./expression-worker.ts";

/** The one worker of this page that answers for every expression field. It starts with the first question. */
export const expressionWorker = new ExpressionWorker(
  () =>
    new Worker(new URL("./expression.worker.ts", import.meta.url), { type: "module", name: "expressions" }),
);

expressionWorker.speak(preferenceStore.getState().language);
preferenceStore.subscribe(({ language }) => expressionWorker.speak(language));
