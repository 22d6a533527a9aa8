import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { loadMessages, MessagesProvider } from "./messages/messages-provider.tsx";
import { applyPreferences, preferenceStore, usePreference } from "./shell/preferences.ts";
import { makeQueryClient } from "./shell/query-client.ts";
import { router } from "./shell/router.tsx";
import "./styles.css";

const queryClient = makeQueryClient();

function Editor() {
  const language = usePreference("language");
  useEffect(() => applyPreferences(document.documentElement), []);
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense>
        <MessagesProvider language={language}>
          <RouterProvider router={router} />
        </MessagesProvider>
      </Suspense>
    </QueryClientProvider>
  );
}

const place = document.getElementById("root");
if (!place) throw new Error("index.html has no element with the id root.");
applyPreferences(document.documentElement)();
// Asked for before React starts, so that texts and program arrive together.
void loadMessages(preferenceStore.getState().language);
createRoot(place).render(
  <StrictMode>
    <Editor />
  </StrictMode>,
);
