import { describe, expect, it } from "vitest";
import * as attestRoute from "@/app/api/v1/upgrades/[upgrade]/steps/[step]/attest/route";
import * as stepRoute from "@/app/api/v1/upgrades/[upgrade]/steps/[step]/route";
import { createToken } from "@/features/people/commands/tokens";
import { changeAnswers } from "@/features/upgrades/commands/answers";
import { previewAnswers } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { clearEnvironment } from "@/scripts/testing/facts";
import { bothPages, guidedWorld } from "@/scripts/testing/guides";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow } from "@/scripts/testing/signing";
import { refusal } from "@/scripts/testing/steps";
import { type Person, stepOf, type World } from "@/scripts/testing/world";
import { attestStep } from "./commands/arrange";
import { getStep } from "./queries/get";
import { listSteps } from "./queries/list";
import { stepDetails } from "./schema/reading";

type Pages = { id: string; version: string }[];

const guide = async (w: World) => ({ upgrade: w.key, step: (await stepOf(w.key, null, "P-02")).id });
const attest = async (w: World, who: Person, pages?: Pages) =>
  execute(attestStep, who, { ...(await guide(w)), ...(pages && { pages }) });
const details = async (w: World, who = w.viewer) => answer(getStep, who, await guide(w));
const row = async (w: World, who: Person) =>
  (await answer(listSteps, who, { upgrade: w.key })).steps.find(({ code }) => code === "P-02")?.attestation;
const says = (...messages: string[]) => ({
  code: "refused",
  details: { refusals: messages.map((message) => expect.objectContaining({ message })) },
});

describe("Attesting pages that were read", () => {
  it("keeps which version each person read of every page, and tells it in history", async () => {
    const w = await guidedWorld();
    expect(await details(w)).toMatchObject({
      readings: [
        { id: "process", title: "Upgrading process", url: "https://docs.example/process" },
        { id: "guide", title: "Guide to 2.0.0", url: "https://docs.example/2.0.0/guide" },
      ],
      attestations: [],
    });
    await attest(w, w.lead, [
      { id: "guide", version: " last updated 2026-11-03 " },
      { id: "process", version: "8184898" },
    ]);
    const step = await details(w);
    expect(step.attestations).toMatchObject([
      {
        by: { name: "Omar" },
        pages: [
          { id: "process", title: "Upgrading process", version: "8184898" },
          { id: "guide", title: "Guide to 2.0.0", version: "last updated 2026-11-03" },
        ],
        unread: [],
      },
    ]);
    expect(step.attestationsMissing.map(({ name }) => name)).toEqual(["Hana", "Ines", "Priya"]);
    expect(await row(w, w.lead)).toEqual({ attested: 1, of: 4, byMe: true });
    expect(step.history[0]?.sentence).toContain(
      "Read: “Upgrading process” (8184898) and “Guide to 2.0.0” (last updated 2026-11-03)",
    );
    await expectSettled(w.key);
  });

  it("is refused while a page is missing, unknown, without a version or with too long a one, each named", async () => {
    const w = await guidedWorld();
    const [process, guided] = bothPages() as [Pages[number], Pages[number]];
    await expect(attest(w, w.lead)).rejects.toMatchObject(refusal("page_missing", "page_missing"));
    await expect(attest(w, w.lead, [process])).rejects.toMatchObject(
      says("Say which version of “Guide to 2.0.0” you read: it is missing."),
    );
    await expect(attest(w, w.lead, [process, guided, { id: "wiki", version: "1" }])).rejects.toMatchObject(
      says("P-02 “Read the guide” gives no page “wiki” to read."),
    );
    await expect(attest(w, w.lead, [process, { id: "guide", version: "  " }])).rejects.toMatchObject(
      says("Say which version of “Guide to 2.0.0” you read: it is empty."),
    );
    await expect(
      attest(w, w.lead, [process, { id: "guide", version: "x".repeat(101) }]),
    ).rejects.toMatchObject(
      says("The version of “Guide to 2.0.0” has 101 characters: at most 100 are kept."),
    );
    await expect(attest(w, w.lead, [process, guided, process])).rejects.toMatchObject(refusal("page_twice"));
    await expect(attest(w, w.lead, [process, { id: "guide", version: "two\nlines" }])).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect((await details(w)).attestations).toEqual([]);
  });

  it("is not for viewers, strangers or steps that name no pages", async () => {
    const w = await guidedWorld();
    await expect(attest(w, w.viewer, bothPages())).rejects.toMatchObject({ code: "forbidden" });
    await expect(attest(w, w.outsider, bothPages())).rejects.toMatchObject({ code: "not_found" });
    const { id: other } = await stepOf(w.key, null, "P-01");
    await expect(
      execute(attestStep, w.lead, { upgrade: w.key, step: other, pages: bothPages() }),
    ).rejects.toMatchObject(refusal("not_attested"));
  });

  it("again takes the place of what one said, with the old word in history", async () => {
    const w = await guidedWorld();
    await attest(w, w.lead, bothPages("2.0.0"));
    await expect(attest(w, w.lead, bothPages("2.0.0"))).rejects.toMatchObject(refusal("already_attested"));
    expect((await details(w, w.lead)).refused.attest).toBeUndefined();
    await attest(w, w.lead, bothPages("2.0.1"));
    const step = await details(w);
    expect(step.attestations.map(({ pages }) => pages.map(({ version }) => version))).toEqual([
      ["2.0.1", "2.0.1"],
    ]);
    const said = step.history.filter(({ type }) => type === "step.attested").map(({ sentence }) => sentence);
    expect(said).toEqual([expect.stringContaining("(2.0.1)"), expect.stringContaining("(2.0.0)")]);
    await expectSettled(w.key);
  });
});

describe("A reading list over REST", () => {
  it("is answered with the step, and attested by the same pages as on the screen", async () => {
    const w = await guidedWorld();
    const { token } = await execute(createToken, w.engineer, { name: "t", scope: "write", expiresAt: null });
    const { step } = await guide(w);
    const params = Promise.resolve({ upgrade: w.key, step });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const post = (pages: unknown) =>
      attestRoute.POST(
        new Request("http://localhost/api/v1", { method: "POST", headers, body: JSON.stringify({ pages }) }),
        { params },
      );
    const refused = await post([{ id: "process", version: "1" }]);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("Say which version of “Guide to 2.0.0” you read: it is missing.");
    expect((await post(bothPages("2.0.0"))).status).toBe(201);
    const one = await stepRoute.GET(new Request("http://localhost/api/v1", { headers }), { params });
    expect(stepDetails.parse(await one.json())).toMatchObject({
      readings: [{ id: "process" }, { id: "guide", url: "https://docs.example/2.0.0/guide" }],
      attestations: [{ by: { name: "Ines" }, pages: bothPages("2.0.0"), unread: [] }],
    });
  });
});

describe("A page that comes later", () => {
  const tenants = (w: World, is: boolean, version: number) => ({
    upgrade: w.key,
    version,
    answers: { tenants: is },
  });

  it("asks everybody again, shuts the gate and makes its signatures stale, and nothing said is lost", async () => {
    const w = await guidedWorld();
    for (const who of [w.lead, w.engineer, w.manager, w.manager2]) await attest(w, who, bothPages());
    // Everything of Dev but what an answer adds: signed, so that only the page is new.
    await clearEnvironment(w.key, "dev", w.engineer.id);
    await signNow(w.lead, w.key, "dev", "exit");
    await expectSettled(w.key);

    const preview = await answer(previewAnswers, w.viewer, { upgrade: w.key, answers: { tenants: true } });
    expect(preview.added.filter(({ kind }) => kind === "page")).toEqual([
      {
        kind: "page",
        code: "P-02",
        title: "Moving tenants",
        environment: null,
        reason: "To be read for P-02, also by those who attested it before.",
      },
    ]);
    await execute(changeAnswers, w.lead, tenants(w, true, 1));
    await expectSettled(w.key);
    const step = await details(w, w.lead);
    expect(step.readings.map(({ id }) => id)).toEqual(["process", "guide", "tenants"]);
    expect(step.state).toBe("done");
    expect(step.attestationsMissing.map(({ name }) => name)).toEqual(["Hana", "Ines", "Omar", "Priya"]);
    expect(step.attestations.find(({ by }) => by.id === w.lead.id)).toMatchObject({
      pages: bothPages(),
      unread: [{ title: "Moving tenants" }],
    });
    expect(await row(w, w.lead)).toEqual({ attested: 0, of: 4, byMe: false });
    expect((await look(w.lead, w.key, "dev", "exit")).blockers.map(({ kind }) => kind)).toContain(
      "attestation_missing",
    );
    const [stale] = await reader.auditEvent.findMany({
      where: { chain: await idOf(w), type: "signOff.wentStale" },
    });
    expect(JSON.stringify(stale?.data)).toContain("the page “Moving tenants” to read for P-02");
    const [changed] = await reader.auditEvent.findMany({
      where: { chain: await idOf(w), type: "upgrade.answersChanged" },
    });
    expect(changed?.data).toMatchObject({
      added: expect.arrayContaining(["“Moving tenants” to read for P-02"]),
    });

    await expect(attest(w, w.lead, bothPages())).rejects.toMatchObject(refusal("page_missing"));
    await attest(w, w.lead, [...bothPages(), { id: "tenants", version: "2" }]);
    expect(await row(w, w.lead)).toEqual({ attested: 1, of: 4, byMe: true });
    await expectSettled(w.key);
  });

  it("and goes again asks nobody any more; what was said of it stays", async () => {
    const w = await guidedWorld({ answers: { tenants: true } });
    await attest(w, w.lead, [...bothPages(), { id: "tenants", version: "2" }]);
    await attest(w, w.engineer, [...bothPages(), { id: "tenants", version: "2" }]);
    await execute(changeAnswers, w.lead, tenants(w, false, 1));
    await expectSettled(w.key);
    const step = await details(w);
    expect(step.readings.map(({ id }) => id)).toEqual(["process", "guide"]);
    expect(step.attestations[0]?.pages.map(({ id }) => id)).toEqual(["process", "guide", "tenants"]);
    expect(await row(w, w.engineer)).toEqual({ attested: 2, of: 4, byMe: true });
    await execute(changeAnswers, w.lead, tenants(w, true, 2));
    expect(await row(w, w.engineer)).toEqual({ attested: 2, of: 4, byMe: true });
    await expectSettled(w.key);
  });

  it("is not forgotten when versions are named anew: a signature rests on the version that was read", async () => {
    const w = await guidedWorld();
    for (const who of [w.lead, w.engineer, w.manager, w.manager2]) await attest(w, who, bothPages());
    await clearEnvironment(w.key, "dev", w.engineer.id);
    await signNow(w.lead, w.key, "dev", "exit");
    await attest(w, w.engineer, bothPages("2.0.1"));
    await expectSettled(w.key);
    const [stale] = await reader.auditEvent.findMany({
      where: { chain: await idOf(w), type: "signOff.wentStale" },
    });
    expect(JSON.stringify(stale?.data)).toContain("what Ines read for P-02");
    await signNow(w.lead, w.key, "dev", "exit");
    await expectSettled(w.key);
  });
});

const idOf = async (w: World) => (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).id;
