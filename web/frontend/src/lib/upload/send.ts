import { DetailedError, Upload } from "tus-js-client";
import { ApiProblem, noAnswer } from "../api/problem";
import type { Ticket } from "./ticket";

interface SendOptions {
  file: Blob;
  ticket: Ticket;
  /** Some of it may have arrived on an earlier visit. */
  resumed: boolean;
  signal: AbortSignal;
  onProgress: (sent: number) => void;
}

const RETRY_DELAYS_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];

/** Sends a file with tus; a broken connection is taken up again where it broke. */
export function sendFile({ file, ticket, resumed, signal, onProgress }: SendOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: ticket.upload_url,
      uploadUrl: resumed ? `${ticket.upload_url}/${ticket.media_id}` : null,
      headers: { "Upload-Ticket": ticket.ticket },
      retryDelays: RETRY_DELAYS_MS,
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => {
        onProgress(total > 0 ? sent / total : 0);
      },
      onShouldRetry: (error) => isPassing(error),
      onSuccess: () => {
        resolve();
      },
      onError: (error) => {
        reject(problemIn(error));
      },
    });
    signal.addEventListener("abort", () => {
      void upload.abort();
      reject(new DOMException("The upload was taken back.", "AbortError"));
    });
    upload.start();
  });
}

function isPassing(error: DetailedError): boolean {
  // A limit of the account does not pass within seconds.
  if (["too_many_uploads", "upload_quota"].includes(problemIn(error).code)) return false;
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || [408, 409, 423, 429].includes(status);
}

function problemIn(error: Error): ApiProblem {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return noAnswer("network");
  try {
    const body = JSON.parse(response.getBody()) as ApiProblem["problem"];
    if (typeof body.code === "string") return new ApiProblem(body);
  } catch {
    // Not a problem document: something between us and the server has answered.
  }
  const status = response.getStatus();
  return new ApiProblem({ type: "about:blank", title: "upload", status, code: "unavailable" });
}
