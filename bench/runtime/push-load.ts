import { connect, type Socket } from "node:net";

/** One request that was answered. */
export interface Answered {
  readonly number: number;
  readonly status: number;
  /** Milliseconds since the moment it was due. */
  readonly latencyMs: number;
}

/** A connection that sends one request after the other and keeps open: a few microseconds each, so that the load does not measure itself. */
class Line {
  readonly #socket: Socket;
  #text = "";
  #resolve: ((status: number) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (data) => this.#read(String(data)));
    socket.on("error", (error) => this.#reject?.(error));
    socket.on("close", () => this.#reject?.(new Error("The server closed the connection.")));
  }

  static async open(url: URL): Promise<Line> {
    const socket = connect(Number(url.port), url.hostname);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return new Line(socket);
  }

  send(head: string, body: string): Promise<number> {
    this.#socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  close(): void {
    this.#reject = undefined;
    this.#socket.destroy();
  }

  #read(data: string): void {
    this.#text += data;
    const end = this.#text.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#text.slice(0, end);
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    const whole =
      length === undefined ? this.#text.endsWith("0\r\n\r\n") : this.#text.length >= end + 4 + Number(length);
    if (!whole) return;
    this.#text = "";
    this.#resolve?.(Number(head.slice(9, 12)));
  }
}

/** How requests are made. */
export interface PushLoad {
  readonly url: URL;
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second that are due whatever the answers do; undefined: each connection sends when it is answered. */
  readonly rate?: number;
  /** The number of the first order. */
  readonly first: number;
  body(number: number): string;
}

/** Sends for a while; answers every request with what came of it. */
export async function pushFor(load: PushLoad): Promise<readonly Answered[]> {
  const { body, connections, first, rate, seconds, url } = load;
  const head = `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\n`;
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(url)));
  const answered: Answered[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  let next = 0;

  async function sendAll(line: Line): Promise<void> {
    for (;;) {
      const due = rate === undefined ? performance.now() : started + (next * 1000) / rate;
      if (due >= until) return;
      const number = first + next++;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const status = await line.send(head, body(number));
      answered.push({ number, status, latencyMs: performance.now() - due });
    }
  }

  await Promise.all(lines.map(sendAll));
  for (const line of lines) line.close();
  return answered;
}

/** The value below which a share of the figures lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
