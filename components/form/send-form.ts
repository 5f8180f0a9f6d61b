/** What came of sending a file: the answer, or the sentence that says why not. */
export type Sent<Answer> = { ok: true; answer: Answer } | { ok: false; message: string };

/** Sends a form with a file to the REST interface: server actions take only small bodies. */
export async function sendForm<Answer>(
  address: string,
  fields: Readonly<Record<string, string | File | undefined>>,
): Promise<Sent<Answer>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.append(name, value);
  try {
    const response = await fetch(address, { method: "POST", body });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, answer: answer as Answer };
    const detail =
      typeof answer === "object" && answer !== null && "detail" in answer ? String(answer.detail) : "";
    return { ok: false, message: detail || `The server refused the file (${response.status}).` };
  } catch {
    return { ok: false, message: "The connection broke; nothing was imported. Try again." };
  }
}
