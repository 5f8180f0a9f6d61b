import { keepForecast } from "@/features/forecast/commands";
import { editStep } from "@/features/steps/commands/edit";
import { getStep } from "@/features/steps/queries/get";
import { setCrewHours } from "@/features/window/commands/crew-hours";
import { addFreeze } from "@/features/window/commands/freezes";
import { uploadProfile } from "@/features/window/commands/upload-profile";
import { bookWindow } from "@/features/window/commands/windows";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { textFile } from "./files";
import type { Person } from "./people";
import { busyAt, momentsOf } from "./series";
import type { Teller, Telling } from "./teller";

/** Requests of production in half an hour, when it is busiest. */
const busiest = 756_000;
const hour = 60;
const [friday, saturday] = [4, 5];

/** Day -5: the way back of production is thought over; what was rehearsed is the one before. */
export async function wayBackChanges(tell: Teller, { at, people }: Telling): Promise<void> {
  const now = at(-5, "09:40");
  const { omar } = people;
  const { id, version } = await tell.step("prod", "D-12", now);
  const { backOut } = await answer(getStep, omar, { upgrade: tell.key, step: id }, { now });
  const more = "Keep the copy until the vendor has looked at it: rename it, restore beside it.";
  await execute(
    editStep,
    omar,
    { upgrade: tell.key, step: id, version, backOut: `${backOut}\n\n${more}` },
    { now: tell.clock(now) },
  );
}

/** Day -4: six weeks of production's traffic, the end of the quarter, and who can work when. */
export async function windowIsPrepared(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar, ines, lee } = people;
  const rows = momentsOf(at(-46), at(-4), 30).map(
    (moment) => `${moment.toISOString()},${Math.round(busiest * busyAt(moment))}`,
  );
  await execute(
    uploadProfile,
    lee,
    {
      upgrade: tell.key,
      environment: "prod",
      file: textFile("gateway-requests-prod.csv", ["time,requests", ...rows]),
    },
    { now: tell.clock(at(-4, "16:00")) },
  );
  await execute(
    addFreeze,
    omar,
    {
      upgrade: tell.key,
      kind: "freeze",
      name: "Closing of the books",
      from: at(17, "17:00").toISOString(),
      to: at(26, "06:00").toISOString(),
      reason: "Nothing changes on what carries payments while finance closes the quarter.",
    },
    { now: tell.clock(at(-4, "16:20")) },
  );
  const works = (who: Person, from: number, to: number, weekdays: number[], time: string) =>
    execute(
      setCrewHours,
      who,
      {
        upgrade: tell.key,
        person: who.id,
        version: 0,
        hours: { from: from * hour, to: to * hour, weekdays },
      },
      { now: tell.clock(at(-4, time)) },
    );
  await works(ines, 18, 14, [friday, saturday], "16:30");
  await works(lee, 17, 13, [saturday], "16:40");
}

/** Day -2: a forecast of production is kept, up to where it is migrated: what verifies it is done behind the window. */
export async function productionIsForecast(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar } = people;
  await tell.bulk(omar, "start", null, ["H-05"], at(-2, "16:20"));
  await execute(
    keepForecast,
    omar,
    { upgrade: tell.key, environment: "prod", part: "migrate" },
    { now: tell.clock(at(-2, "16:30")) },
  );
}

/** Day -1: a night is booked that the forecast fits into. */
export async function windowIsBooked(tell: Teller, { at, people }: Telling): Promise<void> {
  const { omar, ines, lee } = people;
  const night = Array.from({ length: 7 }, (_, index) => at(9 + index, "19:00")).find(
    (moment) => moment.getUTCDay() === 6,
  );
  if (!night) throw new Error("A week without a Saturday");
  await execute(
    bookWindow,
    omar,
    {
      upgrade: tell.key,
      environment: "prod",
      from: night.toISOString(),
      to: new Date(night.getTime() + 17 * 3_600_000).toISOString(),
      reserveMinutes: 60,
      crew: [omar.id, ines.id, lee.id],
      sharedSystems: ["F5 Frankfurt"],
    },
    { now: tell.clock(at(-1, "08:20")) },
  );
  await tell.comment(
    omar,
    null,
    "H-05",
    "The night is booked. The network team still has to confirm that nobody else needs the F5 then.",
    at(-1, "08:30"),
  );
}
