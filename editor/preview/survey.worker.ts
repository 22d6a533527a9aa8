import { serveWorker } from "./serve-worker.ts";
import { SurveyDesk } from "./survey-desk.ts";
import type { ToldSurvey } from "./survey-worker.ts";

/* Computes what becomes of all samples, beside the worker of the current one, so that typing never waits for it. */
const desk = new SurveyDesk();
serveWorker((told: ToldSurvey, signs) => desk.answer(told, signs));
