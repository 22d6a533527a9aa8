import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What a line does to what passes through it. */
export interface LineState {
  /** Refuses new connections and breaks the ones there are. */
  readonly cut: boolean;
  /** Milliseconds that everything takes longer, each way. */
  readonly latencyMs: number;
  /** Part of the packets that get lost, and come again after `resendMs` as TCP repeats them. */
  readonly loss: number;
  readonly resendMs: number;
  /** Looks at what passes towards the target; true breaks the connection after it was passed on, so that its answer is lost. */
  readonly breakAfter: ((data: Buffer) => boolean) | undefined;
  /** The same, before it is passed on. */
  readonly breakBefore: ((data: Buffer) => boolean) | undefined;
}

const whole: LineState = {
  cut: false,
  latencyMs: 0,
  loss: 0,
  resendMs: 300,
  breakAfter: undefined,
  breakBefore: undefined,
};

/** A line between two programs that a test can cut, slow down and make lose what it carries. */
export class Line {
  readonly port: number;
  /** Connections that were broken on purpose. */
  broken = 0;
  readonly #server: Server;
  readonly #random: () => number;
  readonly #sockets = new Set<Socket>();
  #state = whole;

  private constructor(server: Server, random: () => number) {
    this.#server = server;
    this.#random = random;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Opens a line on a free port of this machine. */
  static async open(
    target: { readonly host: string; readonly port: number },
    random: () => number,
  ): Promise<Line> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const line = new Line(server, random);
    server.on("connection", (near) => line.#join(near, target));
    return line;
  }

  /** Changes what the line does; what is left out becomes as if nothing were wrong. */
  set(state: Partial<LineState>): void {
    this.#state = { ...whole, ...state };
    if (this.#state.cut) this.#breakAll();
  }

  /** Another address through this line. */
  through(url: string): string {
    const changed = new URL(url);
    changed.hostname = "127.0.0.1";
    changed.port = String(this.port);
    return changed.href.replace(/\/$/, url.endsWith("/") ? "/" : "");
  }

  async close(): Promise<void> {
    this.#breakAll();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #breakAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
  }

  #join(near: Socket, target: { readonly host: string; readonly port: number }): void {
    if (this.#state.cut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(target.port, target.host);
    const end = () => {
      near.destroy();
      far.destroy();
      this.#sockets.delete(near);
    };
    this.#sockets.add(near);
    for (const socket of [near, far]) socket.setNoDelay(true).on("error", end).on("close", end);
    const breakNow = () => {
      this.broken++;
      near.resetAndDestroy();
      // What was passed on may still be carried out: the far side learns of the end like of any other.
      far.end();
    };
    near.on("data", (data) => {
      const { breakAfter, breakBefore } = this.#state;
      if (breakBefore?.(data)) return breakNow();
      this.#carry(data, far);
      if (breakAfter?.(data)) breakNow();
    });
    far.on("data", (data) => this.#carry(data, near));
  }

  #carry(data: Buffer, to: Socket): void {
    const { latencyMs, loss, resendMs } = this.#state;
    const delay = latencyMs + (loss > 0 && this.#random() < loss ? resendMs : 0);
    const waiting = delays.get(to) ?? Promise.resolve();
    if (delay === 0 && !delays.has(to)) {
      if (!to.destroyed) to.write(data);
      return;
    }
    // In order, whatever each of them takes.
    const due = performance.now() + delay;
    const next = waiting.then(async () => {
      const left = due - performance.now();
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      if (!to.destroyed) to.write(data);
      if (delays.get(to) === next) delays.delete(to);
    });
    delays.set(to, next);
  }
}

/** What is on its way to a socket. */
const delays = new WeakMap<Socket, Promise<void>>();
