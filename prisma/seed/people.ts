import { acceptInvitation } from "@/features/people/commands/accept";
import { mintFirstAdminLink } from "@/features/people/commands/first-admin";
import { invitePerson } from "@/features/people/commands/invitations";
import { editProfile } from "@/features/people/commands/profile";
import type { Actor } from "@/lib/actor";
import { execute } from "@/lib/command";
import type { Calendar } from "./calendar";

/** A person of the story, as commands take them. */
export type Person = Actor & { id: string };

const cast = {
  omar: "Omar Haddad",
  ines: "Ines Moreau",
  lee: "Lee Park",
  priya: "Priya Nair",
  hana: "Hana Sato",
  tomas: "Tomás Silva",
} as const;
export type Cast = Record<keyof typeof cast, Person>;

const emailOf = (name: string) =>
  `${name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, ".")}@example.com`;

const entriesOf = <K extends string, V>(of: Record<K, V>) => Object.entries(of) as [K, V][];

/**
 * Brings the six people in by one-time links, like anybody else. Omar comes by the link of the first admin; where there
 * are people already, one of their admins (`host`) invites him. Lee works from Lisbon, the others where their upgrades are.
 */
export async function gather(at: Calendar, password: string, host: Actor | null): Promise<Cast> {
  const join = async (
    key: keyof typeof cast,
    isAdmin: boolean,
    link: string,
    when: Date,
  ): Promise<Person> => {
    const name = cast[key];
    const email = emailOf(name);
    const secret = link.slice(link.lastIndexOf("/") + 1);
    const input = { secret, name, email, password };
    const { person } = await execute(acceptInvitation, null, input, { now: when });
    return {
      id: person,
      name,
      email,
      isAdmin,
      via: "session",
      sessionId: null,
      readOnly: false,
      timeZone: null,
    };
  };
  const invite = async (by: Actor, key: keyof typeof cast, isAdmin: boolean, when: Date) => {
    const input = { email: emailOf(cast[key]), name: cast[key], isAdmin };
    return (await execute(invitePerson, by, input, { now: when })).link;
  };
  const first = at(-171, "08:00");
  const link = host ? await invite(host, "omar", true, first) : await mintFirstAdminLink({ now: first });
  const omar = await join("omar", true, link, at(-171, "08:10"));
  // Invited one after the other before noon, they come one after the other in the afternoon.
  const minutes = { ines: 10, lee: 12, priya: 15, hana: 17, tomas: 30 };
  const links = {} as Record<keyof typeof minutes, string>;
  for (const [key, minute] of entriesOf(minutes))
    links[key] = await invite(omar, key, false, at(-170, `09:${minute}`));
  const others = {} as Record<keyof typeof minutes, Person>;
  for (const [key, minute] of entriesOf(minutes))
    others[key] = await join(key, false, links[key], at(-170, `14:${minute}`));
  const timeZone = "Europe/Lisbon";
  const { name } = others.lee;
  await execute(editProfile, others.lee, { name, timeZone, version: 1 }, { now: at(-170, "14:40") });
  return { omar, ...others, lee: { ...others.lee, timeZone } };
}
