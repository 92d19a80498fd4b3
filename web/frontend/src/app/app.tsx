import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { BrowserRouter } from "react-router";
import { Crashed } from "./crashed";
import { AppRoutes } from "./routes";
import { ScrollRestoration } from "./scroll-restoration";
import { ToastHost } from "./toast-host";

export function App({ client }: { client: QueryClient }) {
  return (
    <ErrorBoundary FallbackComponent={Crashed}>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <Suspense fallback={null}>
            <AppRoutes />
          </Suspense>
          <ScrollRestoration />
          <ToastHost />
        </BrowserRouter>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
