import { PreviewDesk } from "./preview-desk.ts";
import type { ToldJob } from "./preview-worker.ts";
import { serveWorker } from "./serve-worker.ts";

/*
 * Computes previews away from the page: the same plan, walk and evaluator as in production. A text that runs away
 * hangs this worker only; the page then ends it and knows by the last `entered` which expression it was.
 */
const desk = new PreviewDesk();
serveWorker((told: ToldJob, { entered }) => desk.answer(told, entered));
