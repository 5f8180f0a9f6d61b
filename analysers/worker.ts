import { parentPort } from "node:worker_threads";
import { analyse, type Question } from "./analyse";

/** What the worker says: that it is ready for a question, an answer, or a fault of ours. */
export type Said =
  | { kind: "ready" }
  | { kind: "answer"; reading: Awaited<ReturnType<typeof analyse>> }
  | { kind: "fault"; message: string; stack: string | undefined };

const say = (said: Said) => parentPort?.postMessage(said);

parentPort?.on("message", async (question: Question) => {
  try {
    say({ kind: "answer", reading: await analyse(question) });
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error));
    say({ kind: "fault", message: fault.message, stack: fault.stack });
  }
});

say({ kind: "ready" });
