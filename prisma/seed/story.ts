import type { Actor } from "@/lib/actor";
import { tellApim } from "./apim";
import { calendarOf } from "./calendar";
import { storyPassword } from "./password";
import { type Cast, gather } from "./people";
import { tellBegun, tellFinished } from "./postgresql";

export interface StoryOptions {
  /** The day the story is told on: every date in it keeps its distance from this one. Left out: now. */
  today?: Date;
  /** Everybody's password, asked for at a signature. */
  password?: string;
  /** Where there are people already: the admin who invites Omar. Left out: the instance is empty. */
  host?: Actor;
}

/**
 * Tells the sample story: six people, an API Manager upgrade with pre-prod nearly through, a PostgreSQL upgrade that has
 * just begun and a finished one. All of it goes through commands by these people at their times, so that nothing in it
 * could not have happened.
 */
export async function seedStory({
  today = new Date(),
  password = storyPassword,
  host,
}: StoryOptions = {}): Promise<{ people: Cast; upgrades: string[] }> {
  const at = calendarOf(today);
  const people = await gather(at, password, host ?? null);
  const telling = { at, people, password };
  // Each upgrade has a history of its own, so they are told side by side.
  const upgrades = await Promise.all([tellApim(telling), tellBegun(telling), tellFinished(telling)]);
  return { people, upgrades };
}
