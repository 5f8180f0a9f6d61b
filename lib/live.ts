import { requestActor, sessionActor } from "@/lib/auth";
import { reader } from "@/lib/db";
import { problem } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { type Known, missedSince, presentIn, showPresence, subscribe, type Wake } from "@/lib/realtime";
import { openUpgrade } from "@/lib/scope";

/** A comment line this often keeps proxies from closing a quiet stream, in ms; access is asked again at the same time. */
const heartbeat = 15_000;

/** What the page that asks has already: `since=SEQ` or `read=MILLISECONDS`; null when it does not say. */
function knownOf(parameters: URLSearchParams): Known | null {
  const [seq, read] = [
    Number(parameters.get("since") ?? Number.NaN),
    Number(parameters.get("read") ?? Number.NaN),
  ];
  if (Number.isSafeInteger(seq)) return { seq };
  const readAt = new Date(read);
  return Number.isNaN(readAt.getTime()) ? null : { readAt };
}

/**
 * Server-sent events of one upgrade (`?upgrade=KEY`): `wake` with what moved, `present` with who looks where. Begins with a
 * wake if something moved since the page was read. Ends when access ends.
 */
export async function liveStream(request: Request): Promise<Response> {
  try {
    const { searchParams } = new URL(request.url);
    const key = searchParams.get("upgrade") ?? "";
    const known = knownOf(searchParams);
    const allowed = async () => openUpgrade(reader, await requestActor(request), key, "upgrade.view");
    const upgrade = await allowed();
    const encoder = new TextEncoder();
    let stop = () => {};
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => {
          try {
            controller.enqueue(encoder.encode(text));
          } catch {
            stop();
          }
        };
        const sendPresent = () =>
          presentIn(upgrade.id).then(
            (people) => send(`event: present\ndata: ${JSON.stringify(people)}\n\n`),
            () => undefined,
          );
        const sendWake = ({ seq, subjects }: Wake) =>
          send(`event: wake\ndata: ${JSON.stringify({ seq, subjects })}\n\n`);
        const unsubscribe = subscribe(upgrade.id, (wake) => {
          if (wake.kind === "presence") void sendPresent();
          // What happened to this very person may have ended their access: asked before another word is sent.
          else if (wake.subjects === null || wake.subjects.includes(upgrade.actor.id))
            allowed().then(
              () => sendWake(wake),
              () => stop(),
            );
          else sendWake(wake);
        });
        const timer = setInterval(() => {
          allowed().then(
            () => send(": still here\n\n"),
            () => stop(),
          );
        }, heartbeat);
        stop = () => {
          clearInterval(timer);
          unsubscribe();
          stop = () => {};
          try {
            controller.close();
          } catch {
            // Already closed by the other side.
          }
        };
        request.signal.addEventListener("abort", () => stop());
        send("retry: 2000\n\n");
        void sendPresent();
        // Asked only now, behind the subscription: whatever is committed from here on is told by it.
        if (known)
          missedSince(upgrade.id, known).then(
            (missed) => missed && sendWake(missed),
            () => undefined,
          );
      },
      cancel: () => stop(),
    });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  } catch (error) {
    return problem(error);
  }
}

/** Notes where the person looks: `{upgrade, place}`, place null when they left. Only from our own pages. */
export async function notePresence(request: Request): Promise<Response> {
  try {
    if (request.headers.get("sec-fetch-site") !== "same-origin")
      throw new AppError("forbidden", "Only Liftlock's own pages show presence.");
    const body = (await request.json().catch(() => null)) as { upgrade?: unknown; place?: unknown } | null;
    const place = typeof body?.place === "string" ? body.place.slice(0, 100) : null;
    const upgrade = await openUpgrade(
      reader,
      await sessionActor(),
      String(body?.upgrade ?? ""),
      "presence.show",
    );
    await showPresence(upgrade.id, upgrade.actor, place);
    return new Response(null, { status: 204 });
  } catch (error) {
    return problem(error);
  }
}
