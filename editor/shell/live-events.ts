import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@trasvase/shared/contract/event.ts";
import { useEffect } from "react";
import { queryKeys } from "./query-keys.ts";
import { reachability } from "./reachability.ts";

/** Keeps one stream of live events open and the cache fresh. Mounted once, by the app frame. */
export function useLiveEventStream(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stream = new EventSource("/api/events");
    let lost = false;
    stream.onopen = () => {
      reachability.setState({ reachable: true });
      // What happened while the stream was down was not heard.
      if (lost) void client.invalidateQueries();
      lost = false;
    };
    stream.onerror = () => {
      lost = true;
      // The browser reconnects by itself. Whether the server is gone or only the session, this query tells.
      void client.invalidateQueries({ queryKey: queryKeys.session });
    };
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const event = readEvent(data);
      if (!event) return;
      refresh(client, event);
    };
    return () => stream.close();
  }, [client]);
}

/** Undefined for an event of a newer server that this editor does not know. */
function readEvent(data: string): LiveEvent | undefined {
  const event: unknown = JSON.parse(data);
  if (typeof event !== "object" || event === null || !("type" in event)) return undefined;
  const known = event.type === "flow" || event.type === "run" || event.type === "connection";
  // The stream comes from the server this editor was served by; its shape is the contract's `eventSchema`.
  return known ? (event as LiveEvent) : undefined;
}

function refresh(client: QueryClient, event: LiveEvent): void {
  const keys = {
    flow: [queryKeys.flows],
    run: [queryKeys.runs, queryKeys.records, queryKeys.flowList],
    connection: [queryKeys.connections, queryKeys.flowList],
  }[event.type];
  if (event.type === "run") client.setQueryData(queryKeys.run(event.run.id), event.run);
  for (const queryKey of keys) {
    // At most one fetch at a time for each: a run in full swing sends several events in a second.
    void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }
}
