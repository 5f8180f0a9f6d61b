import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { inter, interExt } from "@/components/layout/fonts";
import { DENSITY_COOKIE, parseDensity, parseTheme, THEME_COOKIE } from "@/components/layout/theme";
import { ThemeScript } from "@/components/layout/theme-script";
import { ToastHost } from "@/components/ui/toast-host";
import { requestNonce } from "@/lib/auth";

export const metadata: Metadata = {
  title: { default: "Liftlock", template: "%s · Liftlock" },
  description: "Upgrade a platform product environment by environment, with proof.",
  icons: { icon: "/favicon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <html
      lang="en"
      className={`${inter.variable} ${interExt.variable}`}
      data-theme={parseTheme(jar.get(THEME_COOKIE)?.value)}
      data-density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
      suppressHydrationWarning
    >
      <head>
        <ThemeScript nonce={await requestNonce()} />
      </head>
      <body>
        {children}
        <ToastHost />
      </body>
    </html>
  );
}
