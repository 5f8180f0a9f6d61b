export type UploadProgress = { onProgress: (share: number) => void; signal: AbortSignal };

/** What came of an upload, with a sentence for the person when it failed. */
export type UploadResult = { ok: true } | { ok: false; message: string };

export type UploadOptions = UploadProgress & {
  /** Other fields sent before the file. */
  fields?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  fieldName?: string;
  /** The file is the whole body, not a field of a form: the server takes it as it comes in. */
  asBody?: boolean;
};

/**
 * Sends one file, as multipart form data unless it is to be the whole body, and reports how far it is, which fetch cannot. A refusal's message is taken from
 * the `detail` or `title` of an application/problem+json answer.
 */
export function uploadFile(url: string, file: File, options: UploadOptions): Promise<UploadResult> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    if (options.asBody) request.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) =>
      event.lengthComputable && options.onProgress(event.loaded / event.total);
    request.onload = () => {
      const ok = request.status >= 200 && request.status < 300;
      resolve(ok ? { ok: true } : { ok: false, message: problemIn(request.responseText, request.status) });
    };
    request.onerror = () => resolve({ ok: false, message: "The connection broke; the file was not saved." });
    request.onabort = () => resolve({ ok: false, message: "Cancelled." });
    options.signal.addEventListener("abort", () => request.abort());
    request.send(options.asBody ? file : formOf(file, options));
  });
}

function formOf(file: File, { fields = {}, fieldName = "file" }: UploadOptions): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append(fieldName, file);
  return body;
}

function problemIn(text: string, status: number): string {
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem === "object" && problem !== null) {
      if ("detail" in problem && typeof problem.detail === "string") return problem.detail;
      if ("title" in problem && typeof problem.title === "string") return problem.title;
    }
  } catch {
    // Not our own answer but a proxy's page: its status is all there is to tell.
  }
  return status === 413 ? "The file is too large." : `The server refused the file (${status}).`;
}
