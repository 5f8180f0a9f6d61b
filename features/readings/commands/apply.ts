import { foundItems } from "@/analysers/found-items";
import type { Analyser } from "@/domain/analyser";
import { kindOfAnalyser } from "@/domain/analyser";
import type { NewEvent } from "@/domain/event";
import { type FieldValue, type Finding, type FindingLevel, sortFindings } from "@/domain/finding";
import { stateChangedEvent } from "@/domain/item-change";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { notFound, refused } from "@/lib/errors";
import {
  addedEvent,
  kindOf,
  kindsOf,
  type NewItem,
  nextItemNumber,
  storeItems,
  valueText,
} from "@/lib/inventory";
import { fittingFields, isBack, isNewHere, type KnownItem, proposalsOf } from "../queries/proposals";
import { appliedReading, readingReference } from "../schema";

type Place = { id: string; name: string } | null;

/**
 * Takes a reading into its inventory: new things become items, known ones are brought up to date, and what the reading
 * before found and this one no longer does is closed in its environment.
 */
export const applyReading = upgradeCommand({
  name: "reading.apply",
  summary: "Take a reading into the inventory: add, renew and close items",
  method: "POST",
  path: "/upgrades/{upgrade}/readings/{reading}/apply",
  input: readingReference,
  output: appliedReading,
  run: async ({ tx, now, newId, upgrade }, input) => {
    const reading = await tx.reading.findFirst({ where: { id: input.reading, upgradeId: upgrade.id } });
    if (!reading) throw notFound("reading");
    const newer = await tx.reading.findFirst({
      where: {
        upgradeId: upgrade.id,
        analyser: reading.analyser,
        environmentId: reading.environmentId,
        node: reading.node,
        readAt: { gt: reading.readAt },
        appliedAt: { not: null },
      },
    });
    if (newer)
      throw refused([
        { code: "outdated", message: "A later reading of the same place is in the inventory already." },
      ]);
    const { slug } = await kindsOf(tx, upgrade.id);
    const analyser = reading.analyser as Analyser;
    const kind = await kindOf(tx, upgrade.id, kindOfAnalyser[analyser]);
    const place: Place = reading.environmentId
      ? await tx.environment.findUniqueOrThrow({
          where: { id: reading.environmentId },
          select: { id: true, name: true },
        })
      : null;
    const files = reading.files as unknown as { name: string }[];
    const source = {
      kind: "file" as const,
      name: files.length === 1 ? (files[0]?.name ?? "") : `${files.length} files`,
      at: reading.readAt.toISOString(),
    };
    const found = await foundItems(analyser, reading.report, { product: slug, now });
    const proposals = await proposalsOf(tx, kind, slug, reading, found, now);
    const events: NewEvent[] = [];

    const first = await nextItemNumber(tx, upgrade.id, kind.letters);
    const added = proposals
      .flatMap(({ does, found }) => (does === "add" && found ? [found] : []))
      .map(
        (found, index): NewItem => ({
          id: newId(),
          code: `${kind.letters}-${first + index}`,
          key: found.key,
          title: found.title.slice(0, 300),
          level: found.level,
          verdict: null,
          verdictReason: "",
          fields: fittingFields(kind, found.fields),
          note: "",
          findings: sortFindings(found.findings),
          source,
          environmentIds: place ? [place.id] : [],
          ownerId: null,
          dueAt: null,
        }),
      );
    if (added.length > 0) await storeItems(tx, upgrade, kind, slug, now, added);
    events.push(...added.map((item) => addedEvent(kind, item)));

    const changed: string[] = [];
    const renewed: Renewed[] = [];
    for (const { does, found, item } of proposals) {
      if (does !== "change" || !found || !item) continue;
      const was = item.fields as Record<string, FieldValue>;
      const fields = { ...was, ...fittingFields(kind, found.fields) };
      const isNew = isNewHere(item, reading.environmentId);
      renewed.push({
        id: item.id,
        level: found.level,
        fields,
        findings: sortFindings(found.findings),
        environmentIds: isNew && place ? [...item.environmentIds, place.id] : item.environmentIds,
      });
      const changes = [
        { field: "level", was: item.level as string, is: found.level as string },
        ...kind.fields.map(({ id, label }) => ({
          field: label,
          was: valueText(was[id]),
          is: valueText(fields[id]),
        })),
        ...(isNew && place ? [{ field: "environments", was: "not in", is: place.name }] : []),
      ].filter((change) => change.was !== change.is);
      // Words of a rule may change while nothing else does: still said, so that a signature's change has its event.
      const said =
        changes.length > 0 ? changes : [{ field: "findings", was: "as read before", is: "read again" }];
      const { id, code, title } = item;
      events.push({
        type: "item.edited",
        subject: { type: "inventory_item", id },
        data: { code, title, changes: said },
      });
      if (place && isBack(found, item))
        events.push(await move(tx, item, place, "open", `Found again in ${source.name}`, now));
      changed.push(code);
    }
    await renew(tx, renewed);

    const closed: string[] = [];
    for (const { does, item } of proposals) {
      if (does !== "close" || !item || !place) continue;
      events.push(await move(tx, item, place, "done", `Not found any more in ${source.name}`, now));
      closed.push(item.code);
    }

    await tx.reading.update({ where: { id: reading.id }, data: { appliedAt: now } });
    const codes = added.map(({ code }) => code);
    return {
      output: { added: codes, changed, closed },
      events: [
        ...events,
        {
          type: "reading.applied",
          subject: { type: "reading", id: reading.id },
          environmentId: place?.id ?? null,
          data: {
            analyser: reading.analyser,
            environment: place?.name ?? "",
            added: codes,
            changed,
            closed,
          },
        },
      ],
    };
  },
});

/** What a reading says of an item that is on the list. */
interface Renewed {
  id: string;
  level: FindingLevel;
  fields: Record<string, FieldValue>;
  findings: readonly Finding[];
  environmentIds: readonly string[];
}

/** Brings items up to date in one statement: read again, every one of thousands has a newer last token. */
async function renew(tx: WriteClient, items: readonly Renewed[]): Promise<void> {
  if (items.length === 0) return;
  await tx.$executeRaw`
    UPDATE "InventoryItem" AS i
    SET level = x.level::"FindingLevel", fields = x.fields, findings = x.findings, version = i.version + 1,
      "environmentIds" = ARRAY(SELECT jsonb_array_elements_text(x."environmentIds"))::uuid[]
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      AS x(id uuid, level text, fields jsonb, findings jsonb, "environmentIds" jsonb)
    WHERE i.id = x.id`;
}

/** Stores the state a reading gives an item in its environment: by nobody, since a file said it. */
async function move(
  tx: WriteClient,
  item: KnownItem,
  place: NonNullable<Place>,
  state: "open" | "done",
  reason: string,
  now: Date,
): Promise<NewEvent> {
  const was = item.standings[0]?.state ?? "open";
  const standing = { state, reason, since: now, byId: null };
  await tx.itemStanding.upsert({
    where: { itemId_environmentId: { itemId: item.id, environmentId: place.id } },
    create: { itemId: item.id, environmentId: place.id, ...standing },
    update: standing,
  });
  return stateChangedEvent(item, place, was, state, reason);
}
