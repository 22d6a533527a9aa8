import { AnswerBook } from "./answer-questions.ts";
import type { WorkerReply, WorkerRequest } from "./expression-question.ts";
import { loadExpressionTexts } from "./expression-texts.ts";

/*
 * Answers what editors of expressions ask, away from the page: mistakes, completions, values. Questions are answered in their order;
 * a text that runs away hangs this worker only, which the page then ends.
 */

function reply(message: WorkerReply): void {
  postMessage(message);
}

const book = new AnswerBook();
let queue: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  queue = queue.then(() => handle(data));
});

async function handle(request: WorkerRequest): Promise<void> {
  if (request.kind === "language") {
    // Without its texts it goes on in the language before.
    const texts = await loadExpressionTexts(request.language).catch(() => undefined);
    if (texts) book.speak(texts);
  }
  if (request.kind === "know") book.know(request.id, request.knowledge);
  else if (request.kind === "forget") book.forget(request.id);
  else if (request.kind === "ask") {
    const { sequence } = request;
    try {
      reply({ kind: "answer", sequence, answer: book.answer(request.knowledge, request.question) });
    } catch (error) {
      reply({ kind: "failed", sequence, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

reply({ kind: "ready" });
