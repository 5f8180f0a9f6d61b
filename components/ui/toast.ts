/** How long a message stays when something in it can be undone; ten seconds is the promise of every undo. */
const UNDO_MS = 10_000;
const READ_MS = 5_000;

export type Toast = {
  /** What happened, past tense: "Finished “Compare counts”". */
  message: string;
  /** What was kept, or what to do. */
  detail?: string;
  tone?: "done" | "error";
  /** Offers to take it back for ten seconds. Give a `label` when "Undo" is not the word. */
  undo?: { label?: string; run: () => void };
  /** A second message with the same id replaces the first. */
  id?: string;
};

type Sonner = typeof import("sonner");

let hostReady: (sonner: Sonner) => void = () => {};
let wake: () => void = () => {};
const host = new Promise<Sonner>((resolve) => {
  hostReady = resolve;
});

/** Shows a short message in the corner, read aloud politely. Errors stay until dismissed. */
export async function notify({ message, detail, tone = "done", undo, id }: Toast): Promise<void> {
  wake();
  const { toast } = await host;
  const options = {
    id,
    description: detail,
    duration: tone === "error" ? Number.POSITIVE_INFINITY : undo ? UNDO_MS : READ_MS,
    action: undo ? { label: undo.label ?? "Undo", onClick: answer(undo.run) } : undefined,
    onDismiss: leave,
  };
  if (tone === "error") toast.error(message, options);
  else toast(message, options);
}

/**
 * Gives the focus back as soon as a message was answered. The library does that on the next blur otherwise, which takes
 * the focus away from whatever field the person has clicked into by then.
 */
function leave() {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.closest("[data-sonner-toaster]")) focused.blur();
}

function answer(run: () => void): () => void {
  return () => {
    leave();
    run();
  };
}

/** For the toast host alone: it calls `ready` once its library is on the page, and is asked by `onWake` to hurry. */
export const toastHostDoor = {
  ready: (sonner: Sonner) => hostReady(sonner),
  onWake: (listener: () => void) => {
    wake = listener;
  },
};
