import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { AppFrame } from "./app-frame.tsx";
import { FailurePage } from "./failure-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import {
  connectionsSearch,
  flowSearch,
  flowsSearch,
  recordSearch,
  recordsSearch,
  runsSearch,
} from "./search-params.ts";

/*
 * Every address of the editor. Pages are loaded when they are first needed. They read their address with
 * `getRouteApi("/flows/$flow")`, never by importing this file, which imports them.
 */

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFoundPage,
  errorComponent: FailurePage,
});
const under = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path }) as const;

const flows = createRoute({
  ...under("/"),
  validateSearch: flowsSearch,
  component: lazyRouteComponent(() => import("../flows/flows-page.tsx"), "FlowsPage"),
});
const flow = createRoute({
  ...under("/flows/$flow"),
  validateSearch: flowSearch,
  component: lazyRouteComponent(() => import("../canvas/flow-page.tsx"), "FlowPage"),
});
const activation = createRoute({
  ...under("/flows/$flow/activate"),
  component: lazyRouteComponent(() => import("../activation/activation-page.tsx"), "ActivationPage"),
});
const versions = createRoute({
  ...under("/flows/$flow/versions"),
  component: lazyRouteComponent(() => import("../activation/versions-page.tsx"), "VersionsPage"),
});
const running = createRoute({
  ...under("/flows/$flow/running"),
  component: lazyRouteComponent(() => import("../running/running-page.tsx"), "RunningPage"),
});
const cases = createRoute({
  ...under("/flows/$flow/cases"),
  component: lazyRouteComponent(() => import("../cases/cases-page.tsx"), "CasesPage"),
});
const runs = createRoute({
  ...under("/runs"),
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import("../runs/runs-page.tsx"), "RunsPage"),
});
const run = createRoute({
  ...under("/runs/$run"),
  component: lazyRouteComponent(() => import("../runs/run-page.tsx"), "RunPage"),
});
const records = createRoute({
  ...under("/records"),
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import("../runs/records-page.tsx"), "RecordsPage"),
});
const record = createRoute({
  ...under("/records/$record"),
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import("../runs/record-page.tsx"), "RecordPage"),
});
const connections = createRoute({
  ...under("/connections"),
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => import("../connections/connections-page.tsx"), "ConnectionsPage"),
});
const connection = createRoute({
  ...under("/connections/$name"),
  component: lazyRouteComponent(() => import("../connections/connection-page.tsx"), "ConnectionPage"),
});
const templates = createRoute({
  ...under("/templates"),
  component: lazyRouteComponent(() => import("../templates/templates-page.tsx"), "TemplatesPage"),
});
const settings = createRoute({
  ...under("/settings"),
  component: lazyRouteComponent(() => import("../settings/settings-page.tsx"), "SettingsPage"),
});

const routeTree = root.addChildren([
  flows,
  flow,
  activation,
  versions,
  cases,
  running,
  runs,
  run,
  records,
  record,
  connections,
  connection,
  templates,
  settings,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: FailurePage,
  scrollRestoration: true,
  scrollToTopSelectors: ["#content"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
