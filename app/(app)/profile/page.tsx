import { cookies } from "next/headers";
import { DensityToggle } from "@/components/layout/density-toggle";
import { Page } from "@/components/layout/page";
import { Section } from "@/components/layout/section";
import { DENSITY_COOKIE, parseDensity, parseTheme, THEME_COOKIE } from "@/components/layout/theme";
import { ThemeToggle } from "@/components/layout/theme-toggle";
import { Card } from "@/components/ui/card";
import { PageTitle } from "@/components/ui/page-title";
import { CalendarCard } from "@/features/calendar/components/calendar-card";
import { viewCalendarLink } from "@/features/calendar/queries";
import { Frame } from "@/features/frame/components/frame";
import { NewToken } from "@/features/people/components/new-token";
import { PasswordForm } from "@/features/people/components/password-form";
import { ProfileForm } from "@/features/people/components/profile-form";
import { SessionsList } from "@/features/people/components/sessions-list";
import { TokensList } from "@/features/people/components/tokens-list";
import { listSessions, listTokens, viewProfile } from "@/features/people/queries/profile";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Profile" };

export default async function ProfilePage() {
  const [profile, sessions, tokens, calendar, jar] = await Promise.all([
    ask(viewProfile, {}),
    ask(listSessions, {}),
    ask(listTokens, {}),
    ask(viewCalendarLink, {}),
    cookies(),
  ]);
  const now = new Date().toISOString();
  const zone = profile.timeZone ?? "UTC";
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  return (
    <Frame crumbs={[{ label: "Upgrades", href: paths.portfolio() }, { label: "Profile" }]}>
      <Page width="form">
        <PageTitle meta={profile.isAdmin ? "Admin of this Liftlock" : undefined}>{profile.name}</PageTitle>
        <Section title="You">
          <Card padded>
            <ProfileForm key={profile.version} profile={profile} zones={zones} />
          </Card>
        </Section>
        <Section title="How it looks" lead="Kept in this browser.">
          <Card padded>
            <div className="flex flex-wrap gap-6 pt-1">
              <ThemeToggle initial={parseTheme(jar.get(THEME_COOKIE)?.value)} />
              <DensityToggle initial={parseDensity(jar.get(DENSITY_COOKIE)?.value)} />
            </div>
          </Card>
        </Section>
        <Section title="Password" lead="Changing it signs you out of every other browser.">
          <Card padded>
            <PasswordForm profile={profile} />
          </Card>
        </Section>
        <Section
          title="Sessions"
          lead={`Browsers in which you are signed in. Unused for two weeks, a session ends by itself. Times are in ${zone.replaceAll("_", " ")}.`}
        >
          <Card>
            <SessionsList sessions={sessions.items} zone={zone} now={now} />
          </Card>
        </Section>
        <Section
          title="API tokens"
          lead="For scripts and pipelines that work in your name."
          action={<NewToken />}
        >
          <Card>
            <TokensList tokens={tokens.items} zone={zone} now={now} />
          </Card>
        </Section>
        <Section
          title="Calendar"
          lead="Change windows, freezes and due dates of your upgrades in your own calendar program, under a secret address."
        >
          <Card padded>
            <CalendarCard link={calendar.link} zone={zone} now={now} />
          </Card>
        </Section>
      </Page>
    </Frame>
  );
}
