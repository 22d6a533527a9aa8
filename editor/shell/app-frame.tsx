import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { Suspense } from "react";
import { RouterProvider } from "react-aria-components";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { LiveRegion } from "../ui/live-region.tsx";
import { ToastRegion } from "../ui/toast-region.tsx";
import { useCommandKeys } from "./commands.ts";
import { useFrameCommands } from "./frame-commands.ts";
import { useLiveEventStream } from "./live-events.ts";
import { OfflineBanner } from "./offline-banner.tsx";
import { Overlays } from "./overlays.tsx";
import { Rail } from "./rail.tsx";
import { signedIn } from "./reachability.ts";
import { sessionQuery } from "./session.ts";
import { SignInPage } from "./sign-in-page.tsx";
import { TopBar } from "./top-bar.tsx";

/** Everything around the pages. Without a session only the sign-in page is there. */
export function AppFrame() {
  const router = useRouter();
  const isSignedIn = useStore(signedIn, (state) => state.signedIn);
  useQuery(sessionQuery);
  return (
    <RouterProvider navigate={(href) => router.history.push(href)}>
      {isSignedIn ? <SignedInFrame /> : <SignInPage />}
      <ToastRegion />
      <LiveRegion />
    </RouterProvider>
  );
}

function SignedInFrame() {
  const t = useTranslations("shell");
  useFrameCommands();
  useCommandKeys();
  useLiveEventStream();
  return (
    <>
      <a
        href="#content"
        className="sr-only z-60 rounded-3 bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <div className="flex h-full flex-col-reverse narrow:flex-row">
        <Rail />
        <div className="flex min-h-0 min-w-0 grow flex-col">
          <TopBar />
          <OfflineBanner />
          <main id="content" tabIndex={-1} className="relative min-h-0 grow overflow-auto outline-none">
            <Suspense>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <Overlays />
    </>
  );
}
